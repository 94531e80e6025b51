/**
 * Harnesses that a person admits to a run are numbered 1, 2, ... Wherever a row, a ticket or a key names an iteration,
 * such an admission stands behind all iterations.
 */
const offset = 900_000;

/** What stands for the admission where an iteration is named. */
export const iterationOfAdmission = (number: number) => offset + number;

/** The number of the admission that stands there; null for an iteration, and for infinity, which is behind them all. */
export function admissionNumber(iteration: number): number | null {
  return iteration > offset && iteration <= ablations ? iteration - offset : null;
}

/** Smaller harnesses that an ablation wrote down, 1, 2, ..., stand behind all admissions. No episode of the run is theirs. */
const ablations = 2_000_000;

/** What stands for the smaller harness where an iteration is named. */
export const iterationOfAblation = (number: number) => ablations + number;

/** The number of the smaller harness that stands there; null for all else. */
export function ablationNumber(iteration: number): number | null {
  return iteration > ablations && Number.isFinite(iteration) ? iteration - ablations : null;
}
