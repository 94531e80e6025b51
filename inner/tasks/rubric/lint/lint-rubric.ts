import type { Fraction } from "../../../trajectory.js";
import { isMetByGoodAnswers } from "../polarity.js";
import { criterionFindings, type LintedCriterion } from "./criterion-wording.js";
import { beginning, type LintFinding } from "./rules.js";
import { textFindings } from "./text-findings.js";

/** Share of common words from which two criteria ask for the same. */
const sameWords = 0.9;

/**
 * What is wrong with a rubric whose form was read: wording of each criterion, criteria that ask for the same, and an
 * ideal answer that could not pass.
 * @param floor least score, 0 to 1, that the task's acceptance asks of the strong solver; null where it asks none.
 * @param document as textFindings has it.
 */
export function rubricFindings(
  rubric: readonly LintedCriterion[],
  floor: number | null,
  document: string | null,
): LintFinding[] {
  const wording = rubric.flatMap((one, index) => [
    ...criterionFindings(one, placeOf(index)),
    ...textFindings(one.criterion, placeOf(index), document),
  ]);
  return [...wording, ...duplicateFindings(rubric), ...ceilingFindings(rubric, floor)];
}

const placeOf = (index: number) => `rubric[${index}].criterion`;

function duplicateFindings(rubric: readonly LintedCriterion[]): LintFinding[] {
  const bags = rubric.map(({ criterion }) => wordsOf(criterion));
  return rubric.flatMap(({ criterion }, index) => {
    const twin = bags.findIndex((bag, earlier) => earlier < index && overlap(bag, bags[index]) >= sameWords);
    if (twin === -1) return [];
    const message = `"${beginning(criterion)}" asks for the same as rubric[${twin}]; ask for something else`;
    return [{ rule: "duplicate", place: placeOf(index), message } as const];
  });
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Jaccard's share of common words, 0 to 1. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string> = new Set()): number {
  const common = [...one].filter((word) => other.has(word)).length;
  return common / Math.max(1, one.size + other.size - common);
}

/**
 * The score of an answer that does everything good and nothing bad. Negative criteria that describe good behaviour
 * are met by it: they are what keeps a ceiling below 1.
 */
export function idealScore(rubric: readonly LintedCriterion[]): Fraction {
  const possible = rubric.reduce((sum, { weight }) => sum + Math.max(weight, 0), 0);
  const met = rubric.filter(({ category, criterion }) => isMetByGoodAnswers(category, criterion));
  const earned = met.reduce((sum, { weight }) => sum + weight, 0);
  return { numerator: Math.min(Math.max(earned, 0), possible), denominator: possible };
}

function ceilingFindings(rubric: readonly LintedCriterion[], floor: number | null): LintFinding[] {
  if (floor === null) return [];
  const { numerator, denominator } = idealScore(rubric);
  if (numerator > floor * denominator) return [];
  const message =
    `an ideal answer would score ${(numerator / denominator).toFixed(2)}, and the strong solver needs ${floor}; ` +
    "reword the negative criteria that good answers meet";
  return [{ rule: "ceiling", place: "rubric", message }];
}
