import { plural, points, pointsRange } from "../report/numbers.js";
import { estimateText } from "../report/test-text.js";
import { turnName } from "../report/turn-name.js";
import type { MeasuredSmaller } from "./ablate.js";
import type { Contrast } from "./effects.js";
import type { PreparedAblation } from "./prepare-ablation.js";

/** What is kept with a written harness, of validation. */
export function validationSentence(
  smaller: MeasuredSmaller,
  { name }: Pick<PreparedAblation, "name">,
  repeats: number,
): string {
  const without = smaller.removed.map(({ entry }) => turnName(entry.iteration)).join(", ");
  const measured = contrastText(smaller.validation, name, repeats);
  return `Written by ablate: ${name} without the edits of ${without}. Fresh validation ${measured}; what was taken back was chosen on it.`;
}

/** The same of test documents, once it was written. */
export function testSentence(
  { test }: MeasuredSmaller,
  { name }: Pick<PreparedAblation, "name">,
  repeats: number,
): string {
  return `Test ${contrastText(test, name, repeats)}; nothing was chosen on it.`;
}

function contrastText(contrast: Contrast | null, name: string, repeats: number): string {
  if (contrast === null) return "not measured";
  const { candidate, smaller, difference } = contrast;
  const { value, interval, documents } = difference;
  const range = interval === null ? "" : ` ${pointsRange(interval.low, interval.high)}`;
  const apart = value === null ? "not measured" : `${points(value)} points${range}`;
  return `${estimateText(smaller)} against ${estimateText(candidate)} of ${name}, difference ${apart}, ${plural(documents, "document")} x ${repeats}`;
}
