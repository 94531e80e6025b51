import { ablationNumber, admissionNumber } from "../../population/history/admission-number.js";

/** What people read where the history names an iteration: `iteration 3`, or `by hand 1` for an admission, `ablation 1` for its harness. */
export function turnName(iteration: number): string {
  const ablation = ablationNumber(iteration);
  if (ablation !== null) return `ablation ${ablation}`;
  const number = admissionNumber(iteration);
  return number === null ? `iteration ${iteration}` : `by hand ${number}`;
}
