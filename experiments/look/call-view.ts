import { UsageError } from "../../foundation/errors.js";
import type { CallReader, ReadCall } from "../../population/history/history.js";
import { count } from "../report/numbers.js";

/** One call as it was asked and answered, with its number in the run. */
export interface CallView extends ReadCall {
  readonly number: number;
  readonly of: number;
}

/** The call with a number, from 1 in the order in which calls were stored. @throws UsageError naming what there is. */
export function callView(calls: CallReader, number: number): CallView {
  const of = calls.count();
  const key = calls.keyOf(number);
  const read = key === undefined ? undefined : calls.readCall(key);
  if (read !== undefined) return { number, of, ...read };
  throw new UsageError(
    of === 0
      ? "this run has stored no call yet"
      : `there is no call ${number}: calls are numbered 1 to ${count(of)}`,
  );
}
