import pc from "picocolors";
import { ablationNumber, admissionNumber } from "../../population/history/admission-number.js";
import type { CurveData } from "../report/curve-data.js";
import type { LineStyle } from "../report/iteration-line.js";
import { count, percent, plural } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";
import { simulationLabel } from "../report/run-facts.js";
import { turnName } from "../report/turn-name.js";
import { type Choice, chosenFamily, isMember } from "./chosen-family.js";
import { type Cells, type Column, table } from "./columns.js";
import type { Descendant } from "./family.js";
import { changeOf } from "./step-lines.js";
import { type TreeRow, treeRows } from "./tree-rows.js";
import type { ValidationScore } from "./validation-score.js";

export interface FamilyView extends Choice {
  /** The run as it was typed, for what can be typed next. */
  readonly run: string;
  /** Every attempt on a line of its own, not only members. */
  readonly all: boolean;
}

/** The tree of a run's candidates, the best and the way to it marked, with their scores and changes. */
export function familyScreen(
  family: readonly Descendant[],
  curve: CurveData,
  view: FamilyView,
  style: LineStyle = {},
): string {
  const head = headLines(family, curve);
  if (family.length === 0) return [...head, "no candidate yet: the baseline is not committed"].join("\n");
  const shown = chosenFamily(family, { ...view, members: view.members || !view.all });
  const written = view.members ? [] : family.filter(({ outcome }) => outcome === "ablated");
  const rows = treeRows(family, new Set([...shown, ...written]), !view.members);
  const lines = table(
    columnsOf(view),
    rows.map((row) => cellsOf(row, view)),
    style.width,
  );
  const painted = lines.map((line, index) =>
    paint(line, index === 0 ? null : (rows[index - 1] ?? null), style),
  );
  return [
    ...head,
    "",
    ...painted,
    ...leftOut(family, shown, view),
    "",
    ...footLines(view, curve, written.length > 0),
  ].join("\n");
}

function headLines(family: readonly Descendant[], curve: CurveData): string[] {
  const { facts, iterations, final } = curve;
  const label = simulationLabel(facts);
  const done = `${count(iterations)} of ${plural(facts.plannedIterations, "iteration")}`;
  const members = family.filter(isMember).length;
  const others = outcomeCounts(family.filter((one) => !isMember(one)));
  return [
    `${facts.name} · ${final ? done : `unfinished: ${done}`} · ${[plural(members, "member"), ...others].join(", ")}`,
    ...(label === null ? [] : [`  ${label}`]),
  ];
}

function outcomeCounts(descendants: readonly Descendant[]): string[] {
  const counts = new Map<string, number>();
  for (const { outcome } of descendants) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([outcome, times]) => `${count(times)} ${outcome}`);
}

function columnsOf({ all }: FamilyView): Column[] {
  const outcome: Column[] = all ? [{ head: "outcome", align: "left" }] : [];
  return [
    { head: "candidate", align: "left" },
    { head: "iteration", align: "right" },
    ...outcome,
    { head: "validation", align: "left" },
    { head: "change", align: "left" },
  ];
}

function cellsOf(row: TreeRow, { all }: FamilyView): Cells {
  if ("folded" in row) return [`${row.branches} ${outcomeCounts(row.folded).join(", ")}`];
  const { name, iteration, outcome, validation, because } = row.descendant;
  const who = `${row.branches}${signOf(row.descendant)} ${name ?? "-"}`;
  const ended = all ? [outcome] : [];
  return [
    who,
    admissionNumber(iteration) === null && ablationNumber(iteration) === null
      ? String(iteration)
      : turnName(iteration),
    ...ended,
    scoreCell(validation),
    plainLine(name === null ? because : changeOf(row.descendant)),
  ];
}

function scoreCell(validation: ValidationScore | null): string {
  if (validation === null) return "";
  const { mean, accepted, conclusive, evaluations } = validation;
  return `${percent(mean).padStart(5)}  ${`${accepted}/${conclusive}`.padStart(6)}  x ${evaluations}`;
}

function signOf(descendant: Descendant): string {
  if (descendant.best) return "★";
  if (descendant.ancestorOfBest) return "◆";
  if (descendant.outcome === "ablated") return "◇";
  return isMember(descendant) ? "●" : "○";
}

function paint(line: string, row: TreeRow | null, style: LineStyle): string {
  const colours = pc.createColors(style.colours ?? false);
  if (row === null || "folded" in row || !isMember(row.descendant)) return colours.dim(line);
  if (row.descendant.best) return colours.bold(colours.green(line));
  return row.descendant.ancestorOfBest ? colours.green(line) : line;
}

function leftOut(family: readonly Descendant[], shown: readonly Descendant[], view: FamilyView): string[] {
  if (view.limit === undefined) return [];
  const wanted = view.all && !view.members ? family : family.filter(isMember);
  const rest = wanted.length - shown.length;
  return rest === 0 ? [] : [`${count(rest)} of lower score not shown (--limit ${view.limit})`];
}

function footLines({ run, all, members }: FamilyView, { final }: CurveData, ablated: boolean): string[] {
  const written = ablated ? "  ◇ written by ablate, no member" : "";
  const more = all || members ? [] : [`everyone: npx autodata-lab lineage ${run} --all`];
  return [
    `★ best${final ? "" : " so far"}  ◆ its ancestors  ● other members${members ? "" : "  ○ not accepted"}${written}`,
    "validation: mean, accepted/conclusive, x evaluations; it selects, so the best one's is optimistic",
    [`one candidate: npx autodata-lab lineage ${run} best`, ...more].join(" · "),
  ];
}
