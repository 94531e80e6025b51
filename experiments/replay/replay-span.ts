import { UsageError } from "../../foundation/errors.js";
import type { HistoryReader } from "../../population/history/history.js";
import { digestOfEnd } from "../run-end.js";

/**
 * What of a run is replayed. `ends`: the numbers of iterations with which the run came to its end, final test
 * included; more than one when it was continued with more iterations. `until`: iterations 0 to this one, without
 * an end.
 */
export type ReplaySpan =
  | { readonly kind: "ends"; readonly ends: readonly number[] }
  | { readonly kind: "until"; readonly until: number };

/**
 * All of a finished run, or up to `asked`; an unfinished run up to the last iteration before which all are decided.
 * @throws UsageError when so much was not decided.
 */
export function replaySpan(run: HistoryReader, asked: number | undefined): ReplaySpan {
  const decided = decidedIterations(run);
  const ends = endsOf(run, decided);
  if (asked === undefined && ends.length > 0) return { kind: "ends", ends };
  const until = asked ?? decided;
  if (until >= 1 && until <= decided) return { kind: "until", until };
  throw new UsageError(
    decided === 0
      ? "no iteration of this run is decided yet: let it run on, then replay it"
      : `this run has decided ${decided} iterations: --until takes 1 to ${decided}`,
  );
}

/** How many iterations from the first on have an outcome. */
function decidedIterations(run: HistoryReader): number {
  const outcomes = run.decisions.all().filter(({ kind }) => kind === "outcome");
  const decided = new Set(outcomes.map(({ iteration }) => iteration));
  let count = 0;
  while (decided.has(count + 1)) count += 1;
  return count;
}

function endsOf(run: HistoryReader, decided: number): number[] {
  const upTo = Array.from({ length: decided }, (_, index) => index + 1);
  return upTo.filter((iterations) => run.run.get(digestOfEnd(iterations)) !== undefined);
}
