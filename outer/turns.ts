import { admissionNumber } from "../population/history/admission-number.js";
import type { DecisionEntry } from "../population/history/history.js";
import type { Admission } from "./admission.js";
import { type FinishedIteration, lastVisible, type TurnPlace } from "./population-view.js";

/** An iteration of a run or an admission by hand: what is decided at once. */
export type Turn =
  | { readonly kind: "iteration"; readonly iteration: number }
  | { readonly kind: "admission"; readonly admission: Admission };

/** Iterations 1 to `iterations` and these admissions, in the order in which they are decided. */
export function turnsOf(iterations: number, admissions: readonly Admission[]): Turn[] {
  const after = (decided: number) =>
    admissions
      .filter(({ body }) => body.decided === decided)
      .map((admission): Turn => ({ kind: "admission", admission }));
  const numbered = Array.from({ length: iterations }, (_, index) => index + 1);
  return [
    ...after(0),
    ...numbered.flatMap((iteration): Turn[] => [{ kind: "iteration", iteration }, ...after(iteration)]),
  ];
}

/**
 * Whether an iteration that begins knows what was finished: of iterations those that are `concurrency` behind, of
 * admissions all that were decided before it began.
 */
export function isVisible(
  { iteration, place }: Pick<FinishedIteration, "iteration"> & { readonly place?: TurnPlace | undefined },
  iterationBeginning: number,
  concurrency: number,
): boolean {
  if (place !== undefined) return place.begun < iterationBeginning;
  return iteration <= lastVisible(iterationBeginning, concurrency);
}

/** The last iteration of which anything was decided; 0 when nothing was. */
export function lastBegun(decisions: readonly DecisionEntry[]): number {
  return decisions.reduce(
    (last, { kind, iteration }) =>
      kind === "final" || admissionNumber(iteration) !== null ? last : Math.max(last, iteration),
    0,
  );
}
