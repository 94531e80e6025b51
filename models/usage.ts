/** Tokens and money of one or many calls. Unknown is null, never 0. */
export interface Usage {
  readonly calls: number;
  readonly inputTokens: number | null;
  /** Of the input tokens of one call, those the provider had cached; absent when it did not say. */
  readonly cachedInputTokens?: number;
  readonly outputTokens: number | null;
  /** US dollars; null when no price is known. */
  readonly costUsd: number | null;
}

export const noUsage: Usage = { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };

/** Sum of two usages; a part that is unknown in either is unknown in the sum. */
export function addUsage(a: Usage, b: Usage): Usage {
  const sum = (x: number | null, y: number | null) => (x === null || y === null ? null : x + y);
  return {
    calls: a.calls + b.calls,
    inputTokens: sum(a.inputTokens, b.inputTokens),
    outputTokens: sum(a.outputTokens, b.outputTokens),
    costUsd: sum(a.costUsd, b.costUsd),
  };
}
