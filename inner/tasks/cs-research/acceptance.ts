import { z } from "zod";
import { type Condition, failuresOf, type Scores } from "../../referee/condition.js";
import { compare, fraction, fractionOfDecimal, mean, subtract, toNumber } from "../../referee/fraction.js";
import type { Verdict } from "../../referee/verdict.js";
import type { Attempt, Fraction } from "../../trajectory.js";

/**
 * When an example is accepted (paper, section 3.1 and appendix C.1; the sources disagree, so everything is a
 * number of the experiment). Means are compared exactly. A null bound asks for nothing.
 */
export const acceptanceSchema = z
  .strictObject({
    weak_mean: z.number().min(0).max(1).describe("Upper bound on the mean of the weak attempts."),
    weak_mean_inclusive: z.boolean().default(true).describe("Whether a mean equal to the bound passes."),
    weak_best: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .default(null)
      .describe("Upper bound on the best weak attempt."),
    weak_zeros: z
      .enum(["any", "all", "ignore"])
      .default("ignore")
      .describe("`any`: one zero among the weak attempts rejects; `all`: only all zeros do."),
    strong_mean: z
      .number()
      .min(0)
      .max(1)
      .describe("Lower bound on the mean of the strong attempts, inclusive."),
    strong_below: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .default(null)
      .describe("Upper bound on the strong mean."),
    strong_below_inclusive: z.boolean().default(false).describe("Whether a mean equal to that bound passes."),
    strong_zeros: z.enum(["any", "all", "ignore"]).default("ignore").describe("As weak_zeros, for strong."),
    gap: z.number().min(0).max(1).describe("Lower bound on strong mean less weak mean, inclusive."),
  })
  .describe("Acceptance of an example: a preset's name or these numbers.");
export type Acceptance = z.infer<typeof acceptanceSchema>;

const deployed: Acceptance = {
  weak_mean: 0.65,
  weak_mean_inclusive: true,
  weak_best: 0.75,
  weak_zeros: "any",
  strong_mean: 0.6,
  strong_below: 0.95,
  strong_below_inclusive: false,
  strong_zeros: "any",
  gap: 0.2,
};

const prose: Acceptance = {
  weak_mean: 0.5,
  weak_mean_inclusive: false,
  weak_best: null,
  weak_zeros: "ignore",
  strong_mean: 0.65,
  strong_below: null,
  strong_below_inclusive: false,
  strong_zeros: "ignore",
  gap: 0.2,
};

const blogStrict: Acceptance = {
  ...prose,
  weak_mean: 0.5,
  weak_mean_inclusive: true,
  strong_mean: 0.6,
  gap: 0.25,
};

/**
 * `deployed`: appendix C.1, any weak zero rejects. `deployed_all_zero`: the same with the other reading of "no
 * zeros". `prose`: section 3.1. `blog_strict`: the numbers in the blog's first runs.
 */
export const acceptancePresets = {
  deployed,
  deployed_all_zero: { ...deployed, weak_zeros: "all" },
  prose,
  blog_strict: blogStrict,
} as const satisfies Record<string, Acceptance>;

/** All conditions on the attempts made; those on the strong ones and on the gap once there are any. */
export function conditions(acceptance: Acceptance, { weak, strong }: Scores): Condition[] {
  return [
    ...weakConditions(acceptance, weak),
    ...(strong.length > 0 ? strongConditions(acceptance, weak, strong) : []),
  ];
}

/** Failed conditions on the weak attempts alone; empty when they all hold. */
export function weakFailures(acceptance: Acceptance, weak: readonly Fraction[]): string[] {
  return failuresOf(weakConditions(acceptance, weak));
}

/** Failed conditions on the strong attempts and on the gap; empty when they all hold. */
export function strongFailures(
  acceptance: Acceptance,
  weak: readonly Fraction[],
  strong: readonly Fraction[],
): string[] {
  return failuresOf(strongConditions(acceptance, weak, strong));
}

function weakConditions(acceptance: Acceptance, weak: readonly Fraction[]): Condition[] {
  const { weak_mean, weak_mean_inclusive, weak_best } = acceptance;
  const average = mean(weak);
  const best = weak.reduce((a, b) => (compare(a, b) >= 0 ? a : b));
  return [
    condition(
      { weak: "low" },
      below(average, weak_mean, weak_mean_inclusive),
      `TOO EASY: weak mean ${show(average)} is not ${weak_mean_inclusive ? "at most" : "below"} ${weak_mean}`,
    ),
    condition(
      { weak: "low" },
      weak_best === null || below(best, weak_best, true),
      `TOO EASY: best weak attempt ${show(best)} is above ${weak_best}`,
    ),
    noZeros("weak", acceptance.weak_zeros, weak),
  ];
}

function strongConditions(
  acceptance: Acceptance,
  weak: readonly Fraction[],
  strong: readonly Fraction[],
): Condition[] {
  const { strong_mean, strong_below, strong_below_inclusive } = acceptance;
  const average = mean(strong);
  const gap = subtract(average, mean(weak));
  return [
    condition(
      { strong: "high" },
      compare(average, fractionOfDecimal(strong_mean)) >= 0,
      `STRONG TOO LOW: strong mean ${show(average)} is below ${strong_mean}`,
    ),
    condition(
      { strong: "low" },
      strong_below === null || below(average, strong_below, strong_below_inclusive),
      `STRONG TOO HIGH: strong mean ${show(average)} is not below ${strong_below}`,
    ),
    noZeros("strong", acceptance.strong_zeros, strong),
    condition(
      { weak: "low", strong: "high" },
      compare(gap, fractionOfDecimal(acceptance.gap)) >= 0,
      `GAP TOO SMALL: ${show(gap)} is below ${acceptance.gap}`,
    ),
  ];
}

const condition = (wants: Condition["wants"], holds: boolean, sentence: string): Condition => ({
  wants,
  failed: holds ? null : sentence,
});

/**
 * The decision on scored attempts; strong is null when the strong solver was not asked, which leaves the verdict
 * undecided unless the weak conditions already failed.
 */
export function judgeExample(
  acceptance: Acceptance,
  weak: readonly Fraction[],
  strong: readonly Fraction[] | null,
): Verdict {
  const weakFailed = weakFailures(acceptance, weak);
  if (weakFailed.length > 0) return { decision: "rejected", failed: weakFailed };
  if (strong === null) return { decision: "undecided", failed: [] };
  const failed = strongFailures(acceptance, weak, strong);
  return { decision: failed.length === 0 ? "accepted" : "rejected", failed };
}

/** The scores of attempts, or null when one of them could not be measured. */
export function scoresOf(attempts: readonly Attempt[] | undefined): Fraction[] | null {
  if (attempts === undefined || attempts.length === 0) return null;
  const scores = attempts.map((attempt) => attempt.score);
  return scores.every((score) => score !== null) ? scores : null;
}

function below(value: Fraction, bound: number, inclusive: boolean): boolean {
  const order = compare(value, fractionOfDecimal(bound));
  return inclusive ? order <= 0 : order < 0;
}

function noZeros(
  who: "weak" | "strong",
  reading: Acceptance["weak_zeros"],
  scores: readonly Fraction[],
): Condition {
  const zeros = scores.filter((score) => compare(score, fraction(0)) === 0).length;
  const rejects = reading === "any" ? zeros > 0 : reading === "all" && zeros === scores.length;
  const sentence = `${who.toUpperCase()} ZERO: ${zeros} of ${scores.length} ${who} attempts scored 0`;
  return condition({ [who]: "high" }, !rejects, sentence);
}

function show(value: Fraction): string {
  return toNumber(value).toFixed(3);
}
