import { z } from "zod";
import type { Attempt } from "../../trajectory.js";

const share = (meaning: string) => z.number().min(0).max(1).describe(meaning);

/** When a sentence is accepted, by the shares of attempts that filled its gap. */
export const acceptanceSchema = z
  .strictObject({
    weak_at_most: share("Upper bound on the share of weak attempts that fill the gap."),
    strong_at_least: share("Lower bound on the share of strong attempts that do."),
  })
  .describe("Acceptance of a sentence: a preset's name or these numbers.");
export type Acceptance = z.infer<typeof acceptanceSchema>;

export const acceptancePresets = {
  most: { weak_at_most: 0.34, strong_at_least: 0.66 },
  all: { weak_at_most: 0, strong_at_least: 1 },
} as const satisfies Record<string, Acceptance>;

/** What is wrong with the weak attempts; empty when nothing is. */
export function weakFailures({ weak_at_most }: Acceptance, weak: readonly Attempt[]): string[] {
  const filled = countFilled(weak);
  return filled <= weak_at_most * weak.length ? [] : [`TOO EASY: weak filled ${filled} of ${weak.length}`];
}

/** What is wrong with the strong attempts; empty when nothing is. */
export function strongFailures({ strong_at_least }: Acceptance, strong: readonly Attempt[]): string[] {
  const filled = countFilled(strong);
  return filled >= strong_at_least * strong.length
    ? []
    : [`STRONG TOO LOW: strong filled ${filled} of ${strong.length}`];
}

function countFilled(attempts: readonly Attempt[]): number {
  return attempts.filter(({ marks }) => marks[0]?.met).length;
}
