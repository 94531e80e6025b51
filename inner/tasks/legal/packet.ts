import { compare, fraction, mean, subtract, toNumber } from "../../referee/fraction.js";
import { rubricScore } from "../../referee/rubric-score.js";
import type { Fraction, Mark } from "../../trajectory.js";
import type { LegalCriterion, LegalExample } from "./example.js";
import { bodyLength, longestQuestion, overridesOf } from "./overrides.js";

/**
 * How one criterion went. Scores are the judge's marks as they are: 1 when the described behaviour was shown,
 * for a negative criterion too. `n_passed` counts the attempts that went well: positive met, negative not met.
 */
export interface CriterionRow {
  readonly number: number;
  readonly text: string;
  readonly capability: string;
  readonly weight: number;
  readonly weak_scores_per_rollout: readonly (0 | 1)[];
  readonly weak_avg: Fraction;
  readonly strong_scores_per_rollout: readonly (0 | 1)[];
  readonly strong_avg: Fraction;
  readonly n_passed_weak: number;
  readonly n_passed_strong: number;
}

/** The rubric's score within one capability; null where it has negative criteria only. */
export interface CapabilityRow {
  readonly capability: string;
  readonly n_criteria: number;
  readonly weak_cap_score: Fraction | null;
  readonly strong_cap_score: Fraction | null;
  readonly cap_gap: Fraction | null;
}

/** The facts about one example that the loop judge and the writer are given (paper, appendix C.2). */
export interface DiagnosticPacket {
  readonly weak_scores: readonly Fraction[];
  readonly weak_avg: Fraction;
  readonly strong_scores: readonly Fraction[];
  readonly strong_avg: Fraction;
  readonly gap: Fraction;
  readonly criteria: readonly CriterionRow[];
  /** Ascending by weak score; those without a score last. */
  readonly capabilities: readonly CapabilityRow[];
  readonly body_length: number;
  readonly body_length_concern: boolean;
  /** The words with which the question recaps a case, if it does. */
  readonly case_recap_match: string | null;
}

type Marks = readonly Mark[];

/**
 * Builds the packet from the marks of measured attempts, in the order of the attempts (the paper: 5 weak, 3
 * strong). @throws RangeError when a side has no attempt, or marks are not one per criterion, as those of an
 * attempt that could not be measured.
 */
export function diagnosticPacket(
  example: LegalExample,
  weak: readonly Marks[],
  strong: readonly Marks[],
): DiagnosticPacket {
  const everything = example.rubric.map((_, index) => index);
  const weakScores = scoresOn(example, everything, weak);
  const strongScores = scoresOn(example, everything, strong);
  const recap = overridesOf(example.question).find(({ name }) => name === "case_recap");
  const length = bodyLength(example.question);
  return {
    weak_scores: weakScores,
    weak_avg: mean(weakScores),
    strong_scores: strongScores,
    strong_avg: mean(strongScores),
    gap: subtract(mean(strongScores), mean(weakScores)),
    criteria: example.rubric.map((one, index) => criterionRow(one, index, weak, strong)),
    capabilities: capabilityRows(example, weak, strong),
    body_length: length,
    body_length_concern: length > longestQuestion,
    case_recap_match: recap?.matched ?? null,
  };
}

/** The packet as JSON text for a model: fractions as decimals with three digits, one row per line. */
export function packetText(packet: DiagnosticPacket): string {
  const lines = Object.entries(packet).map(([key, value]) => {
    const isTable = key === "criteria" || key === "capabilities";
    if (!isTable || !Array.isArray(value)) return `${JSON.stringify(key)}: ${shown(value)}`;
    return `${JSON.stringify(key)}: [\n${value.map((row) => `  ${shown(row)}`).join(",\n")}\n]`;
  });
  return `{\n${lines.join(",\n")}\n}`;
}

function criterionRow(
  one: LegalCriterion,
  index: number,
  weak: readonly Marks[],
  strong: readonly Marks[],
): CriterionRow {
  const weakScores = weak.map((marks) => (marks[index]?.met ? 1 : 0));
  const strongScores = strong.map((marks) => (marks[index]?.met ? 1 : 0));
  const good = one.category === "positive" ? 1 : 0;
  return {
    number: one.number,
    text: one.criterion,
    capability: one.capability,
    weight: one.weight,
    weak_scores_per_rollout: weakScores,
    weak_avg: mean(weakScores.map((score) => fraction(score))),
    strong_scores_per_rollout: strongScores,
    strong_avg: mean(strongScores.map((score) => fraction(score))),
    n_passed_weak: weakScores.filter((score) => score === good).length,
    n_passed_strong: strongScores.filter((score) => score === good).length,
  };
}

function capabilityRows(
  example: LegalExample,
  weak: readonly Marks[],
  strong: readonly Marks[],
): CapabilityRow[] {
  const names = [...new Set(example.rubric.map((one) => one.capability))];
  const rows = names.map((capability): CapabilityRow => {
    const places = example.rubric.flatMap((one, index) => (one.capability === capability ? [index] : []));
    if (!places.some((index) => example.rubric[index]?.category === "positive")) {
      const none = { weak_cap_score: null, strong_cap_score: null, cap_gap: null };
      return { capability, n_criteria: places.length, ...none };
    }
    const weakScore = mean(scoresOn(example, places, weak));
    const strongScore = mean(scoresOn(example, places, strong));
    return {
      capability,
      n_criteria: places.length,
      weak_cap_score: weakScore,
      strong_cap_score: strongScore,
      cap_gap: subtract(strongScore, weakScore),
    };
  });
  return rows.sort((a, b) => byWeakScore(a.weak_cap_score, b.weak_cap_score));
}

function byWeakScore(a: Fraction | null, b: Fraction | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compare(a, b);
}

/** The clipped score of each attempt on the criteria at these places. */
function scoresOn(example: LegalExample, places: readonly number[], attempts: readonly Marks[]): Fraction[] {
  const weights = places.map((index) => example.rubric[index]?.weight ?? 0);
  return attempts.map((marks) => {
    if (marks.length !== example.rubric.length) {
      throw new RangeError(`${marks.length} marks for ${example.rubric.length} criteria`);
    }
    return rubricScore(
      weights,
      places.flatMap((index) => marks[index] ?? []),
    );
  });
}

function shown(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isFraction(part) ? Number(toNumber(part).toFixed(3)) : part,
  );
}

function isFraction(value: unknown): value is Fraction {
  return typeof value === "object" && value !== null && "numerator" in value && "denominator" in value;
}
