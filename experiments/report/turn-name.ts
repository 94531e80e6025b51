import { admissionNumber } from "../../population/history/admission-number.js";

/** What people read where the history names an iteration: `iteration 3`, or `by hand 1` for an admission. */
export function turnName(iteration: number): string {
  const number = admissionNumber(iteration);
  return number === null ? `iteration ${iteration}` : `by hand ${number}`;
}
