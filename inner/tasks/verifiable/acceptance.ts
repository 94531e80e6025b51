import { z } from "zod";
import { type Condition, failuresOf, type Scores } from "../../referee/condition.js";
import type { Verdict } from "../../referee/verdict.js";

/**
 * When a question is accepted, by exact counts of correct attempts (paper, appendix C.3). Bounds are shares of the
 * attempts made, so that 1/4 asks for at most 1 of 4 and at most 2 of 8.
 */
export const acceptanceSchema = z
  .strictObject({
    weak_correct: share("Upper bound on the share of weak attempts that are correct."),
    weak_inclusive: z.boolean().default(true).describe("Whether a share equal to the bound passes."),
    strong_correct: share("Lower bound on the share of strong attempts that are correct."),
    strong_inclusive: z.boolean().default(true).describe("Whether a share equal to the bound passes."),
  })
  .describe("Acceptance of a question: a preset's name or these numbers.");
export type Acceptance = z.infer<typeof acceptanceSchema>;

/** `counts`: at most 1 of 4 weak and at least 3 of 4 strong. `majority`: most strong right, most weak wrong. */
export const acceptancePresets = {
  counts: { weak_correct: [1, 4], weak_inclusive: true, strong_correct: [3, 4], strong_inclusive: true },
  majority: { weak_correct: [1, 2], weak_inclusive: false, strong_correct: [1, 2], strong_inclusive: false },
} as const satisfies Record<string, Acceptance>;

/** Attempts that were measured, each correct or not; at least one. */
export type Outcomes = readonly boolean[];

/** Both conditions on the attempts made, where a score of 1 is correct; that on the strong ones once there are any. */
export function conditions(acceptance: Acceptance, scores: Scores): Condition[] {
  const [weak, strong] = [scores.weak, scores.strong].map((some) =>
    some.map(({ numerator }) => numerator > 0),
  );
  return [
    ...(weak === undefined || weak.length === 0 ? [] : [weakCondition(acceptance, weak)]),
    ...(strong === undefined || strong.length === 0 ? [] : [strongCondition(acceptance, strong)]),
  ];
}

/** Failed conditions on the weak attempts alone; empty when they hold. */
export function weakFailures(acceptance: Acceptance, weak: Outcomes): string[] {
  return failuresOf([weakCondition(acceptance, weak)]);
}

/** Failed conditions on the strong attempts alone; empty when they hold. */
export function strongFailures(acceptance: Acceptance, strong: Outcomes): string[] {
  return failuresOf([strongCondition(acceptance, strong)]);
}

function weakCondition(acceptance: Acceptance, weak: Outcomes): Condition {
  const most = mostCorrect(acceptance.weak_correct, acceptance.weak_inclusive, weak.length);
  const correct = count(weak);
  const sentence = `TOO EASY: weak ${correct} of ${weak.length} correct, at most ${most} allowed`;
  return { wants: { weak: "low" }, failed: correct <= most ? null : sentence };
}

function strongCondition(acceptance: Acceptance, strong: Outcomes): Condition {
  const least = leastCorrect(acceptance.strong_correct, acceptance.strong_inclusive, strong.length);
  const correct = count(strong);
  const sentence = `STRONG TOO LOW: strong ${correct} of ${strong.length} correct, at least ${least} required`;
  return { wants: { strong: "high" }, failed: correct >= least ? null : sentence };
}

/**
 * The decision on attempts; strong is null when the strong solver was not asked, which leaves the verdict
 * undecided unless the weak condition already failed.
 */
export function judgeExample(acceptance: Acceptance, weak: Outcomes, strong: Outcomes | null): Verdict {
  const weakFailed = weakFailures(acceptance, weak);
  if (weakFailed.length > 0) return { decision: "rejected", failed: weakFailed };
  if (strong === null) return { decision: "undecided", failed: [] };
  const failed = strongFailures(acceptance, strong);
  return { decision: failed.length === 0 ? "accepted" : "rejected", failed };
}

function share(meaning: string) {
  return z
    .tuple(
      [z.number().int().min(0), z.number().int().min(1)],
      "a share must be two whole numbers, such as [1, 4]",
    )
    .readonly()
    .refine(([part, whole]) => part <= whole, "a share must not be above 1")
    .describe(meaning);
}

function mostCorrect([part, whole]: readonly [number, number], inclusive: boolean, attempts: number): number {
  const bound = (part * attempts) / whole;
  return inclusive ? Math.floor(bound) : Math.ceil(bound) - 1;
}

function leastCorrect(
  [part, whole]: readonly [number, number],
  inclusive: boolean,
  attempts: number,
): number {
  const bound = (part * attempts) / whole;
  return inclusive ? Math.ceil(bound) : Math.floor(bound) + 1;
}

function count(attempts: Outcomes): number {
  if (attempts.length === 0) throw new RangeError("no attempts to judge");
  return attempts.filter((correct) => correct).length;
}
