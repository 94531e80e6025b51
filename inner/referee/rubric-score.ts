import type { Fraction, Mark } from "../trajectory.js";
import { fraction } from "./fraction.js";

/**
 * The clipped rubric score (paper, appendix C.1): weights of met positive criteria less those of met negative
 * ones, over the sum of positive weights, clipped to 0..1. Marks belong to weights by index.
 * @throws RangeError when the numbers of weights and marks differ, or no weight is positive.
 */
export function rubricScore(weights: readonly number[], marks: readonly Mark[]): Fraction {
  if (weights.length !== marks.length) {
    throw new RangeError(`${marks.length} marks for ${weights.length} criteria`);
  }
  const possible = weights.reduce((sum, weight) => sum + Math.max(weight, 0), 0);
  const earned = weights.reduce((sum, weight, index) => sum + (marks[index]?.met ? weight : 0), 0);
  return fraction(Math.min(Math.max(earned, 0), possible), possible);
}
