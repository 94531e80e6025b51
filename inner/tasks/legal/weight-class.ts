/**
 * Weights go with a named class (paper, appendix C.2). The paper gives negatives one range without a class of
 * their own; here it is called `detrimental`.
 */
export const weightClasses = {
  critically_important: { least: 8, most: 10 },
  important: { least: 5, most: 7 },
  slightly_important: { least: 2, most: 4 },
  detrimental: { least: -10, most: -1 },
} as const;
export type WeightClass = keyof typeof weightClasses;

/** What is wrong with a weight in its class, as a finding; null when nothing is. */
export function weightProblem(weightClass: WeightClass, weight: number): string | null {
  const { least, most } = weightClasses[weightClass];
  return weight >= least && weight <= most
    ? null
    : `weight ${weight} is outside the range of ${weightClass}, ${least} to ${most}`;
}
