import { aligned } from "../report/aligned.js";
import type { Estimate } from "../report/interval.js";
import { count, percent, percentRange } from "../report/numbers.js";
import type { ArmNumbers, Comparison } from "./comparison.js";

/** Arms side by side in one block; more of them go into further blocks, so that a terminal of 100 columns does. */
const armsAcross = 3;

/** The comparison as people read it: what was measured, and apart from it what was published. */
export function comparisonScreen(comparison: Comparison, heading: string): string {
  const blocks = Array.from({ length: Math.ceil(comparison.arms.length / armsAcross) }, (_, block) =>
    measuredBlock(comparison, comparison.arms.slice(block * armsAcross, (block + 1) * armsAcross)),
  );
  return [
    heading,
    ...blocks,
    "Means over the items that pass the final filter; of methods every measured item, of agentic the accepted\n" +
      "ones. 95 % intervals resample documents. Acceptance: share of conclusive episodes.",
    ...publishedBlock(comparison),
  ].join("\n\n");
}

function measuredBlock({ figures }: Comparison, arms: readonly ArmNumbers[]): string {
  const row = (label: string, of: (arm: ArmNumbers) => string) => [label, ...arms.map(of)];
  return aligned([
    ["measured", ...arms.map(({ name }) => name)],
    row("episodes", (arm) => episodesText(arm)),
    row("draft in form", ({ proposed }) => count(proposed)),
    row("verified", ({ verified }) => count(verified)),
    row("items", ({ items }) => count(items)),
    row("kept by the final filter", ({ kept }) => count(kept)),
    row("acceptance", ({ acceptance }) => shareText(acceptance)),
    ...figures.map(({ label, digits }, index) =>
      row(label, (arm) => estimateText(arm.figures[index], digits)),
    ),
    row("calls per kept item", ({ callsPerItem }) =>
      callsPerItem === null ? "-" : count(Math.round(callsPerItem)),
    ),
  ]);
}

function publishedBlock({ figures }: Comparison): string[] {
  const shown = figures.filter(({ published }) => published.baseline !== null || published.agentic !== null);
  if (shown.length === 0) return [];
  const number = (value: number | null, digits: number) => (value === null ? "-" : value.toFixed(digits));
  const rows = shown.map(({ label, digits, published }) => [
    label,
    number(published.baseline, digits),
    number(published.agentic, digits),
  ]);
  const heading = ["published (arXiv 2606.25996)", "cot-self-instruct", "agentic"];
  return [
    `${aligned([heading, ...rows])}\nOther models and documents: for the shape, not to be compared number by number.`,
  ];
}

function episodesText({ episodes, skipped, inconclusive }: ArmNumbers): string {
  const aside = [
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
    ...(inconclusive === 0 ? [] : [`${inconclusive} lost`]),
  ];
  return aside.length === 0 ? count(episodes) : `${count(episodes)} (${aside.join(", ")})`;
}

function shareText({ value, interval }: Estimate): string {
  if (value === null) return "-";
  return interval === null
    ? percent(value)
    : `${percent(value)} ${percentRange(interval.low, interval.high)}`;
}

function estimateText(estimate: Estimate | undefined, digits: number): string {
  if (estimate === undefined || estimate.value === null) return "-";
  const { value, interval } = estimate;
  if (interval === null) return value.toFixed(digits);
  return `${value.toFixed(digits)} [${interval.low.toFixed(digits)}, ${interval.high.toFixed(digits)}]`;
}
