import type { EarlierCalls } from "../models/budget.js";
import type { Seat } from "../models/chat.js";
import { estimateTokens, type TokenCounts } from "../models/token-estimate.js";
import type { HistoryReader } from "../population/history/history.js";

/** Stored calls from which a seat's mean is taken where its endpoint counts no tokens. */
const sample = 100;

/** What a budget counts of a run's earlier processes, with an estimate where their endpoints counted nothing. */
export function earlierCalls({ calls, totals }: HistoryReader): EarlierCalls[] {
  return totals.usageAsKnown().map(({ seat, usage }) => ({
    seat: seat as Seat,
    usage,
    uncounted: () => likelyTokens(calls, seat as Seat),
  }));
}

/** The mean over the texts of a seat's latest calls without counts. */
function likelyTokens(calls: HistoryReader["calls"], seat: Seat): TokenCounts {
  const counts = calls.unmetered(seat, sample).flatMap((key) => {
    const call = calls.readCall(key);
    return call === undefined ? [] : [estimateTokens(call.request, call.completion.reply)];
  });
  const mean = (of: (one: TokenCounts) => number) =>
    counts.reduce((total, one) => total + of(one), 0) / Math.max(1, counts.length);
  return { inputTokens: mean((one) => one.inputTokens), outputTokens: mean((one) => one.outputTokens) };
}
