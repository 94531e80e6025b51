import { systemClock } from "../../../foundation/clock.js";
import type { CallRecord } from "../../../models/call-log.js";
import type { History, HistoryReader } from "../../../population/history/history.js";
import { openHistory } from "../../../population/history/open.js";
import {
  sampleCall,
  sampleCandidate,
  sampleDecision,
  sampleDocument,
  sampleFailedTry,
  sampleTrajectory,
} from "./sample-rows.js";

export type Append = (history: History) => Promise<void>;

/** Rows for every table, each as its own append. */
export function sampleAppends(): Append[] {
  const numbers = [0, 1, 2, 3];
  return [
    (history) => history.run.put("experiment.definition", "{}"),
    (history) => history.run.put("version", "0.1.0"),
    ...numbers.map(
      (n): Append =>
        (history) =>
          history.calls.append(n === 3 ? cached(sampleCall(n)) : sampleCall(n)),
    ),
    ...numbers.map(
      (n): Append =>
        (history) =>
          history.episodes.append(sampleTrajectory(n)),
    ),
    ...numbers.map(
      (n): Append =>
        (history) =>
          history.documents.append([sampleDocument(n)]),
    ),
    ...numbers.map(
      (n): Append =>
        (history) =>
          history.candidates.append(sampleCandidate(n)),
    ),
    ...numbers.map(
      (n): Append =>
        (history) =>
          history.decisions.append(sampleDecision(n)),
    ),
    async (history) => history.calls.appendFailure(sampleFailedTry(0)),
    async (history) => history.notices.append({ at: 5, kind: "warning", message: "slow" }),
  ];
}

function cached(record: CallRecord): CallRecord {
  const { completion } = record;
  return { ...record, completion: { ...completion, usage: { ...completion.usage, cachedInputTokens: 3 } } };
}

/** Opens a history, awaits the appends one after the other, hands it over, and closes it. */
export async function withHistory<T>(
  path: string,
  appends: readonly Append[],
  use: (history: History & HistoryReader) => T | Promise<T>,
): Promise<T> {
  const history = openHistory(path, systemClock);
  try {
    for (const append of appends) await append(history);
    return await use(history);
  } finally {
    await history.close();
  }
}
