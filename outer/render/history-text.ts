import type { DecisionBody, Rate } from "../decisions.js";
import { firstCharacters, oneLine } from "./cut-text.js";

/** How an earlier iteration, or an admission by hand, ended. */
export interface PastIteration {
  readonly iteration: number;
  readonly outcome: DecisionBody<"outcome">;
  /** Of an admission, the last iteration that was decided before it. */
  readonly after?: number;
}

const becauseCharacters = 400;

/**
 * The log that agents read: one line per iteration, newest last, such as
 * `iteration 4 | rejected | e81b02 from c3a9f1 | validation 3/12 against 4/12 | Shorter context | because ...`.
 */
export function historyText(past: readonly PastIteration[]): string {
  if (past.length === 0) return "No earlier iterations.";
  return inOrder(past).map(historyLine).join("\n");
}

/** In the order in which they were decided. */
export function inOrder<Past extends Pick<PastIteration, "iteration" | "after">>(
  past: readonly Past[],
): Past[] {
  return past.toSorted(
    (a, b) => (a.after ?? a.iteration) - (b.after ?? b.iteration) || a.iteration - b.iteration,
  );
}

function historyLine({ iteration, outcome, after }: PastIteration): string {
  const candidate = outcome.candidate === null ? "-" : outcome.candidate.slice(0, 6);
  return [
    after === undefined ? `iteration ${iteration}` : `by hand after iteration ${after}`,
    outcome.outcome,
    `${candidate} from ${[outcome.parent, outcome.otherParent].flatMap((one) => one?.slice(0, 6) ?? []).join(" and ")}`,
    ratesText(outcome.mutantRate, outcome.parentRate),
    oneLine(outcome.summary) || "-",
    firstCharacters(oneLine(outcome.because), becauseCharacters),
  ].join(" | ");
}

function ratesText(mutant: Rate | null, parent: Rate | null): string {
  if (mutant === null || parent === null) return "not validated";
  return `validation ${rateText(mutant)} against ${rateText(parent)}`;
}

function rateText(rate: Rate): string {
  return `${rate.accepted}/${rate.conclusive}`;
}
