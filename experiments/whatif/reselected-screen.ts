import { table } from "../lineage/columns.js";
import type { LineStyle } from "../report/iteration-line.js";
import { count, percent } from "../report/numbers.js";
import type { Redraw, Reselected } from "./reselect.js";

const measures = [
  { head: "effective parents", align: "right" },
  { head: "the parent drawn", align: "right" },
  { head: "the leader", align: "right" },
  { head: "drawn otherwise", align: "right" },
] as const;

/** How many rows tell of a run's course. */
const stretches = 8;

/** A line for each selection, means over all draws; of one alone also its course through the run, beside the run's. */
export function reselectedScreen(
  drew: Reselected,
  selections: readonly Reselected[],
  style: LineStyle,
): string[] {
  if (drew.draws.length === 0) return ["No parent has been drawn yet."];
  const own = nameOf(drew);
  const others = selections.filter((one) => nameOf(one) !== own);
  const columns = [{ head: "selection", align: "left" }, ...measures] as const;
  const rows = [drew, ...others].map((one) => [nameOf(one), ...cellsOf(one.draws)]);
  const [alone, ...more] = others;
  const course = alone === undefined || more.length > 0 ? [] : ["", ...courseOf(drew, alone, style)];
  return [
    ...table(columns, [[`${own}, the run's`, ...(rows[0] ?? []).slice(1)], ...rows.slice(1)], style.width),
    ...course,
    "",
    "effective parents: equally likely members that would be as diverse · the parent drawn, the leader: their mean chance",
    "drawn otherwise: draws that lead to another parent by the same random number",
  ];
}

function nameOf({ selection, temperature }: Reselected): string {
  return selection === "uniform" ? selection : `${selection}, T ${temperature}`;
}

function courseOf(drew: Reselected, other: Reselected, style: LineStyle): string[] {
  const columns = [
    { head: "iterations", align: "left" },
    { head: "members", align: "right" },
    ...measures,
  ] as const;
  const size = Math.ceil(drew.draws.length / stretches);
  const rows = Array.from({ length: Math.ceil(drew.draws.length / size) }, (_, at) => {
    const part = ({ draws }: Reselected) => draws.slice(at * size, (at + 1) * size);
    return courseCells(part(drew), part(other));
  });
  return table(columns, rows, style.width);
}

function courseCells(ran: readonly Redraw[], other: readonly Redraw[]): string[] {
  const [first, last] = [ran[0]?.iteration ?? 0, ran.at(-1)?.iteration ?? 0];
  const members = meanOf(ran, (draw) => draw.members);
  const [before, after] = [cellsOf(ran), cellsOf(other)];
  const otherwise = after.pop() ?? "";
  return [
    first === last ? String(first) : `${first} to ${last}`,
    members.toFixed(1),
    ...after.map((cell, index) => `${before[index]} → ${cell}`),
    otherwise,
  ];
}

function cellsOf(draws: readonly Redraw[]): string[] {
  const otherwise = draws.filter(({ parent, drawn }) => parent !== drawn).length;
  return [
    meanOf(draws, ({ effectiveParents }) => effectiveParents).toFixed(1),
    percent(meanOf(draws, ({ parentProbability }) => parentProbability)),
    percent(meanOf(draws, ({ leaderProbability }) => leaderProbability)),
    `${count(otherwise)} of ${count(draws.length)}`,
  ];
}

function meanOf(draws: readonly Redraw[], value: (draw: Redraw) => number): number {
  return draws.reduce((sum, draw) => sum + value(draw), 0) / draws.length;
}
