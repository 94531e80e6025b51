import { count, percent, plural } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";
import type { Classification } from "./classification.js";
import type { ClassificationTally, Tally } from "./tally.js";

/** The table of types and groups, and what could not be assigned, with its most frequent reasons. */
export function classificationScreen(
  tally: ClassificationTally,
  { assigned, sample }: Pick<Classification, "assigned" | "sample">,
): string {
  const types = tally.types.map(({ name, group, ...one }) => [plainLine(name, 48), group, ...numbersOf(one)]);
  const groups = tally.groups.map(({ group, ...one }) => ["", group, ...numbersOf(one)]);
  const heading = ["type", "group", "count", "share", "mean weak score"];
  const [head = "", ...rows] = aligned([heading, ...types, ...groups]);
  const unreadable =
    sample.unreadable === 0
      ? ""
      : `; ${plural(sample.unreadable, "batch").replace(/batchs$/, "batches")} gave no readable proposal`;
  const share = tally.items === 0 ? 0 : tally.unparsed / tally.items;
  const reasons = assigned.flatMap((one) => (one.type === null ? [one.unparsed] : []));
  return [
    head,
    ...rows.slice(0, types.length),
    "",
    ...rows.slice(types.length),
    "",
    `unparsed ${count(tally.unparsed)} of ${plural(tally.items, "item")} (${percent(share)}); shares are of the ` +
      `${count(tally.assigned)} assigned`,
    ...frequent(reasons).map(([reason, times]) => `  ${count(times)} x ${plainLine(reason, 100)}`),
    `types from a sample of ${plural(sample.items, "item")} in ${count(sample.batches)} batches${unreadable}`,
  ].join("\n");
}

const reasonsShown = 3;

function frequent(reasons: readonly string[]): [string, number][] {
  const times = new Map<string, number>();
  for (const reason of reasons) times.set(reason, (times.get(reason) ?? 0) + 1);
  return [...times].sort(([, a], [, b]) => b - a).slice(0, reasonsShown);
}

function numbersOf(tally: Tally): string[] {
  const { meanWeak } = tally;
  return [count(tally.count), percent(tally.share), meanWeak === null ? "-" : meanWeak.toFixed(2)];
}

/** Words to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}
