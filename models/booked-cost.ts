import { type Amount, type Cost, nothing } from "./ledger.js";
import { costOf } from "./prices.js";
import type { SeatConfig } from "./seat-config.js";
import type { TokenCounts } from "./token-estimate.js";
import type { Usage } from "./usage.js";

/**
 * What a budget books for the calls of a usage, whose tokens and cost must be known of all of them or of none: what
 * was counted, and an estimate of the rest, told apart. `uncounted` are the likely tokens of one of the calls.
 */
export function bookedCost(usage: Usage, seat: SeatConfig, uncounted: () => TokenCounts): Cost {
  const { calls } = usage;
  const metered = usage.inputTokens !== null && usage.outputTokens !== null;
  const likely = metered ? null : uncounted();
  const inputTokens = usage.inputTokens ?? calls * (likely?.inputTokens ?? 0);
  const outputTokens = usage.outputTokens ?? calls * (likely?.outputTokens ?? 0);
  const { cachedInputTokens } = usage;
  const cached = cachedInputTokens === undefined ? {} : { cachedInputTokens };
  const priced = usage.costUsd ?? costOf(seat.price, { inputTokens, outputTokens, ...cached }) ?? 0;
  const total: Amount = { usd: priced, tokens: inputTokens + outputTokens, calls };
  if (metered) return { total, estimated: nothing };
  const tokens = total.tokens - (usage.inputTokens ?? 0) - (usage.outputTokens ?? 0);
  return { total, estimated: { usd: usage.costUsd === null ? priced : 0, tokens, calls } };
}
