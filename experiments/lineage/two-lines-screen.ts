import pc from "picocolors";
import { addUsage, noUsage } from "../../models/usage.js";
import type { LineStyle } from "../report/iteration-line.js";
import { plural, points, pointsRange } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";
import { simulationLabel } from "../report/run-facts.js";
import { estimateText } from "../report/test-text.js";
import { cut, padded } from "./columns.js";
import { fileChangeText, sizeText } from "./file-changes.js";
import { costText, scoreText, stepLines } from "./step-lines.js";
import type { Side, TwoLines } from "./two-lines.js";

const between = "  │ ";
/** Fewer columns than this, and the second way stands below the first. */
const narrowest = 80;

/** Two ways from their common ancestor side by side, then what each has that the other has not. */
export function twoLinesScreen(lines: TwoLines, style: LineStyle = {}): string {
  const label = simulationLabel(lines);
  const head = [`A  ${titleOf(lines.a, lines)}`, `B  ${titleOf(lines.b, lines)}`];
  const opening = [...head, ...(label === null ? [] : [`   ${label}`]), ...settingsLines(lines)];
  const sections = [opening, commonLines(lines), ...(isOne(lines) ? [] : comparison(lines, style))];
  const { bold } = pc.createColors(style.colours ?? false);
  return sections
    .filter((section) => section.length > 0)
    .map(([first = "", ...more]) => [bold(first), ...more].join("\n"))
    .join("\n\n");
}

/** Whether both names lead to the same candidate of the same run: then there is nothing to compare. */
function isOne({ a, b }: TwoLines): boolean {
  return a.run === b.run && a.candidate.tree === b.candidate.tree;
}

function comparison(lines: TwoLines, style: LineStyle): string[][] {
  const [a, b] = [togetherText(lines.a), togetherText(lines.b)];
  const cost = `cost of the steps: A ${a} · B ${b} (the iterations that made them)`;
  const ways = [...waysOf(lines, style), cost];
  return [ways, differenceLines(lines), editLines(lines, style), fileLines(lines)];
}

function titleOf({ run, candidate, steps, final }: Side, lines: TwoLines): string {
  const { a, b } = lines;
  const name = `${a.run === b.run ? "" : `${run}:`}${candidate.name}`;
  const best =
    candidate.best && candidate.outcome !== "baseline" ? `, the best candidate${final ? "" : " so far"}` : "";
  if (isOne(lines)) return `${name}${best}: the same candidate`;
  return `${name}${best}: ${plural(steps.length, "edit")} from the common ancestor`;
}

function settingsLines({ settings }: TwoLines): string[] {
  return settings.length === 0 ? [] : [`   the runs differ in ${settings.join(", ")}`];
}

function commonLines({ a, b }: TwoLines): string[] {
  const head = `Common ancestor ${a.common.candidate.name}`;
  if (a.run === b.run) return [head, `  ${scoreText(a.common)}`];
  return [head, `  in A's run ${scoreText(a.common)}`, `  in B's run ${scoreText(b.common)}`];
}

function waysOf({ a, b }: TwoLines, { width }: LineStyle): string[] {
  const [left, right] = [blocksOf(a), blocksOf(b)];
  if (width !== undefined && width < narrowest) {
    const stacked = ["A", ...left.flat(), "", "B", ...right.flat()];
    return stacked.map((line) => cut(line, width));
  }
  const half = Math.floor(((width ?? Number.POSITIVE_INFINITY) - between.length) / 2);
  const room = Math.min(half, Math.max(...left.flat().map((line) => [...line].length)));
  const beside = (one: string, other: string) =>
    `${padded(cut(one, room), room)}${between}${cut(other, half)}`.trimEnd();
  const steps = Math.max(left.length, right.length);
  const rows = Array.from({ length: steps }, (_, step) => {
    const [first, second] = [left[step] ?? [], right[step] ?? []];
    const height = Math.max(first.length, second.length);
    return Array.from({ length: height }, (_, row) => beside(first[row] ?? "", second[row] ?? ""));
  });
  return [beside("A", "B"), ...rows.flat()];
}

function blocksOf({ steps }: Side): string[][] {
  if (steps.length === 0) return [["it is the common ancestor"]];
  return steps.map((step, index) => stepLines(step, index + 1));
}

function togetherText({ steps }: Side): string {
  return costText(steps.map(({ cost }) => cost).reduce(addUsage, noUsage));
}

function differenceLines({ difference, test }: TwoLines): string[] {
  const { value, interval, documents, because } = difference;
  const open = interval !== null && interval.low <= 0 && interval.high >= 0 ? " (not separable from 0)" : "";
  const range =
    interval === null ? `; ${because}` : `, 95 % interval ${pointsRange(interval.low, interval.high)}`;
  const validation =
    value === null
      ? `validation cannot be compared: ${because}`
      : `validation ${points(value)} points${range}, paired by ${plural(documents, "document")}${open}; selected on these`;
  return ["B minus A", `  ${validation}`, ...testLine(test)];
}

function testLine(test: TwoLines["test"]): string[] {
  if (test?.improvement?.value == null) return [];
  const { value, interval, because } = test.improvement;
  const range = interval === null ? ` (${because})` : ` ${pointsRange(interval.low, interval.high)}`;
  return [
    `  test ${points(value)} points${range}: A ${estimateText(test.baseline)}, B ${estimateText(test.best)}`,
  ];
}

function editLines({ edits: { onlyA, onlyB, both } }: TwoLines, { width }: LineStyle): string[] {
  if (onlyA.length + onlyB.length + both.length === 0) return [];
  const under = (label: string, summaries: readonly string[]) =>
    summaries.map((summary, index) =>
      cut(
        `  ${(index === 0 ? label : "").padEnd(6)}  ${plainLine(summary)}`,
        width ?? Number.POSITIVE_INFINITY,
      ),
    );
  return ["Edits", ...under("only A", onlyA), ...under("only B", onlyB), ...under("both", both)];
}

function fileLines({ files }: TwoLines): string[] {
  if (files.length === 0) return ["Files: the same in both"];
  const sum = (of: "added" | "removed") => files.reduce((total, file) => total + file[of], 0);
  const size = sizeText({ added: sum("added"), removed: sum("removed") });
  return [
    `From A to B: ${plural(files.length, "file")}, ${size}`,
    ...files.map((file) => `  ${fileChangeText(file)}`),
  ];
}
