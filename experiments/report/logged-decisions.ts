import { type DecisionBody, decisionSchemas } from "../../outer/decisions.js";
import type { DecisionEntry } from "../../population/history/history.js";

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
    .filter(({ kind }) => kind === "outcome")
    .map(({ iteration, body }) => ({ iteration, body: decisionSchemas.outcome.parse(body) }))
    .sort((a, b) => a.iteration - b.iteration);
}

/**
 * The candidate the search ended with; undefined while it has not. A run continued beyond its end has decided
 * more than once: the last one holds.
 * @throws z.ZodError when the logged decision has another form.
 */
export function loggedFinal(decisions: readonly DecisionEntry[]): DecisionBody<"final"> | undefined {
  const entries = decisions.filter(({ kind }) => kind === "final");
  const last = entries.sort((a, b) => a.iteration - b.iteration).at(-1);
  return last === undefined ? undefined : decisionSchemas.final.parse(last.body);
}
