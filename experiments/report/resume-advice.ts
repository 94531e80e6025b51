import type { HistoryReader } from "../../population/history/history.js";
import type { Definition } from "../definition/definition.js";
import { count, usd } from "./numbers.js";

/** What it would take to bring a stopped run to its end, judged by what its episodes have taken so far. */
export interface ResumeAdvice {
  /** A flag with a limit that should do, such as `--budget-calls 25000`. */
  readonly flag: string;
  /** Such as `about 1,700 calls per iteration, 8 of 12 to go`. */
  readonly because: string;
}

/** More than the mean, since later harnesses may take more: a quarter. */
const reserve = 1.25;

/** Null when no episode has ended yet, or none of the limits that were set can be judged. */
export function resumeAdvice(history: HistoryReader, definition: Definition): ResumeAdvice | null {
  const { splits, search, budget } = definition;
  const done = history.totals.observations().length;
  if (done === 0) return null;
  const perIteration = search.minibatch + 2 * splits.validation;
  const planned =
    splits.validation + search.iterations * perIteration + 2 * splits.test * search.finalTestRepeats;
  const decided = history.decisions.all().filter(({ kind }) => kind === "outcome").length;
  const { total } = history.totals.usage();
  const tokens =
    total.inputTokens === null || total.outputTokens === null ? null : total.inputTokens + total.outputTokens;
  const hours = history.totals.timeAtWork() / 3_600_000;
  const toGo = `${search.iterations - decided} of ${search.iterations} iterations to go`;
  const advice = (
    flag: string,
    spent: number | null,
    rounded: (value: number) => string,
    say: (value: number) => string,
  ) =>
    spent === null
      ? null
      : {
          flag: `${flag} ${rounded((spent / done) * Math.max(planned, done) * reserve)}`,
          because: `about ${say((spent / done) * perIteration)} per iteration, ${toGo}`,
        };
  if (budget.usd !== null)
    return advice("--budget-usd", total.costUsd, (value) => String(Math.ceil(value)), usd);
  if (budget.tokens !== null)
    return advice("--budget-tokens", tokens, roundedUp, (value) => `${count(value)} tokens`);
  if (budget.calls !== null)
    return advice("--budget-calls", total.calls, roundedUp, (value) => `${count(value)} calls`);
  if (budget.hours === null) return null;
  return advice(
    "--budget-hours",
    hours,
    (value) => value.toFixed(1),
    (value) => `${(value * 60).toFixed(0)} minutes`,
  );
}

/** To two leading digits, upwards. */
function roundedUp(value: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return String(Math.ceil(value / unit) * unit);
}
