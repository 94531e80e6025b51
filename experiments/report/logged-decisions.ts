import { type Admission, proposedAdmissions } from "../../outer/admission.js";
import { type DecisionBody, decisionSchemas } from "../../outer/decisions.js";
import { admissionNumber } from "../../population/history/admission-number.js";
import type { DecisionEntry } from "../../population/history/history.js";

/** How an admission by hand ended. */
export interface LoggedAdmission extends Admission {
  readonly outcome: DecisionBody<"outcome">;
}

/**
 * The decided admissions, by number.
 * @throws z.ZodError when a logged one has another form.
 */
export function loggedAdmissions(decisions: readonly DecisionEntry[]): LoggedAdmission[] {
  const outcomes = new Map(
    decisions.filter(({ kind }) => kind === "outcome").map(({ iteration, body }) => [iteration, body]),
  );
  return proposedAdmissions(decisions).flatMap((admission) => {
    const body = outcomes.get(admission.iteration);
    return body === undefined ? [] : [{ ...admission, outcome: decisionSchemas.outcome.parse(body) }];
  });
}

/** How one iteration ended. */
export interface LoggedOutcome {
  readonly iteration: number;
  readonly body: DecisionBody<"outcome">;
}

/**
 * The outcome of every finished iteration, by iteration.
 * @throws z.ZodError when a logged outcome has another form.
 */
export function loggedOutcomes(decisions: readonly DecisionEntry[]): LoggedOutcome[] {
  return decisions
    .filter(({ kind, iteration }) => kind === "outcome" && admissionNumber(iteration) === null)
    .map(({ iteration, body }) => ({ iteration, body: decisionSchemas.outcome.parse(body) }))
    .sort((a, b) => a.iteration - b.iteration);
}

/**
 * The candidate the search ended with; undefined while it has not. In a run that was continued with more
 * iterations after its end, an end holds until a later iteration has finished; an admission by hand leaves it as it is.
 * @throws z.ZodError when the logged decision has another form.
 */
export function loggedFinal(decisions: readonly DecisionEntry[]): DecisionBody<"final"> | undefined {
  const ends = decisions.filter(
    ({ kind, iteration }) => kind === "final" || (kind === "outcome" && admissionNumber(iteration) === null),
  );
  const last = ends.toSorted((a, b) => a.iteration - b.iteration).at(-1);
  return last?.kind === "final" ? decisionSchemas.final.parse(last.body) : undefined;
}
