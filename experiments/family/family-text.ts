import { aligned } from "../report/aligned.js";
import { count, percent, percentRange, plural, points, pointsRange } from "../report/numbers.js";
import type { CellDifference, FamilyData } from "./family-data.js";
import type { SeedMean } from "./mean-over-seeds.js";

/** The cells of a family in numbers, their differences, and what each number is. */
export function familyText(data: FamilyData): string {
  return [cellTable(data), ...differenceTable(data), "", ...explanation(data)].join("\n");
}

/** How a cell is called: by what the matrix says of it. */
export function cellName(cell: string): string {
  return cell === "" ? "all members" : cell;
}

const headings = ["area", "baseline test", "best test", "gain on test", "episodes"];

function cellTable({ cells }: FamilyData): string {
  const rows = cells.map(({ cell, finished, members, means }) => [
    cellName(cell),
    finished === members ? count(members) : `${finished} of ${members}`,
    shareText(means.area),
    shareText(means.baseline),
    shareText(means.best),
    pointsText(means.improvement),
    textOf(means.episodes, count, (low, high) => `[${count(low)}, ${count(high)}]`),
  ]);
  return aligned([["", "members", ...headings], ...rows]);
}

function differenceTable({ differences }: FamilyData): string[] {
  const shown = differences.filter(({ differences: { episodes } }) => episodes.value !== null);
  if (shown.length === 0) return [];
  const rows = shown.map((one) => [
    `${one.cell} - ${one.against}`,
    count(one.differences.episodes.seeds),
    ...(["area", "baseline", "best", "improvement"] as const).map((measure) =>
      pointsText(one.differences[measure]),
    ),
    textOf(one.differences.episodes, signed, (low, high) => `[${signed(low)}, ${signed(high)}]`),
  ]);
  return ["", aligned([["difference, paired by seed", "pairs", ...headings], ...rows]), ...verdicts(shown)];
}

/** What the differences support, for the two numbers that answer which cell is better. */
function verdicts(shown: readonly CellDifference[]): string[] {
  return shown.flatMap(({ cell, against, differences }) => [
    `  ${cell} against ${against}: best on test ${verdict(differences.best)}; area ${verdict(differences.area)}`,
  ]);
}

function verdict({ interval }: SeedMean): string {
  if (interval === null) return "not told apart: no interval (a single pair, or no spread)";
  if (interval.low > 0) return "higher, the interval lies above 0";
  return interval.high < 0 ? "lower, the interval lies below 0" : "not told apart, the interval contains 0";
}

function explanation({ ranges, cells }: FamilyData): string[] {
  const { episodes } = ranges;
  const finished = cells.reduce((sum, one) => sum + one.finished, 0);
  if (finished === 0) return ["  no member is finished yet: nothing to compare"];
  const over =
    episodes === null
      ? "no range of episodes is common to all finished members"
      : `mean of the best so far from ${count(episodes.from)} to ${count(episodes.to)} episodes, where all finished members have one`;
  return [
    `  area: ${over}; on validation, selected on and so optimistic`,
    "  best test, baseline test: the run's own estimates on documents that nothing was selected on: the numbers to believe",
    "  episodes: what the search spent, those of the final test not among them",
    `  means over seeds with 95 % intervals (Student's t over ${plural(Math.max(...cells.map((one) => one.finished)), "seed")} at most; each seed draws its own documents)`,
  ];
}

function shareText(mean: SeedMean): string {
  return textOf(mean, percent, percentRange);
}

function pointsText(mean: SeedMean): string {
  return textOf(mean, points, pointsRange);
}

type Range = (low: number, high: number) => string;

function textOf({ value, interval }: SeedMean, say: (value: number) => string, range: Range): string {
  if (value === null) return "-";
  return interval === null ? say(value) : `${say(value)} ${range(interval.low, interval.high)}`;
}

function signed(value: number): string {
  const whole = Math.round(Math.abs(value));
  if (whole === 0) return "0";
  return value < 0 ? `-${count(whole)}` : `+${count(whole)}`;
}
