import { z } from "zod";
import { type Condition, failuresOf, type Scores } from "../../referee/condition.js";
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

/** Attempts by whether each filled the gap. */
type Filled = readonly boolean[];

/** Both conditions on the attempts made, where a score of 1 fills the gap; that on the strong ones once there are any. */
export function conditions(acceptance: Acceptance, scores: Scores): Condition[] {
  const filled = (some: Scores["weak"]) => some.map(({ numerator }) => numerator > 0);
  const strong = filled(scores.strong);
  return [
    weakCondition(acceptance, filled(scores.weak)),
    ...(strong.length > 0 ? [strongCondition(acceptance, strong)] : []),
  ];
}

/** What is wrong with the weak attempts; empty when nothing is. */
export function weakFailures(acceptance: Acceptance, weak: readonly Attempt[]): string[] {
  return failuresOf([weakCondition(acceptance, weak.map(isFilled))]);
}

/** What is wrong with the strong attempts; empty when nothing is. */
export function strongFailures(acceptance: Acceptance, strong: readonly Attempt[]): string[] {
  return failuresOf([strongCondition(acceptance, strong.map(isFilled))]);
}

function weakCondition({ weak_at_most }: Acceptance, weak: Filled): Condition {
  const filled = count(weak);
  const holds = filled <= weak_at_most * weak.length;
  return {
    wants: { weak: "low" },
    failed: holds ? null : `TOO EASY: weak filled ${filled} of ${weak.length}`,
  };
}

function strongCondition({ strong_at_least }: Acceptance, strong: Filled): Condition {
  const filled = count(strong);
  const holds = filled >= strong_at_least * strong.length;
  return {
    wants: { strong: "high" },
    failed: holds ? null : `STRONG TOO LOW: strong filled ${filled} of ${strong.length}`,
  };
}

const isFilled = ({ marks }: Attempt) => marks[0]?.met === true;
const count = (filled: Filled) => filled.filter((one) => one).length;
