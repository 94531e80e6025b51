/**
 * Harnesses that a person admits to a run are numbered 1, 2, ... Wherever a row, a ticket or a key names an iteration,
 * such an admission stands behind all iterations.
 */
const offset = 900_000;

/** What stands for the admission where an iteration is named. */
export const iterationOfAdmission = (number: number) => offset + number;

/** The number of the admission that stands there; null for an iteration, and for infinity, which is behind them all. */
export function admissionNumber(iteration: number): number | null {
  return iteration > offset && Number.isFinite(iteration) ? iteration - offset : null;
}
