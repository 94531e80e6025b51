import { type Price, type SeatConfig, simulatedBaseUrl } from "./seat-config.js";

/** True for the embedded models, which cost nothing. */
export function isSimulated(seat: SeatConfig): boolean {
  return seat.baseUrl === simulatedBaseUrl;
}

/** What one call used, as the endpoint counted; null where it did not say. */
export interface Metered {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Of the input tokens, those the provider had cached. */
  readonly cachedInputTokens?: number | null;
}

/** US dollars of one call; null when a price or a token count is unknown, never 0 for that. */
export function costOf(price: Price | null, used: Metered): number | null {
  const { inputTokens, outputTokens } = used;
  if (price === null || inputTokens === null || outputTokens === null) return null;
  const cached = Math.min(used.cachedInputTokens ?? 0, inputTokens);
  const input = (inputTokens - cached) * price.inputPerMillion;
  const cachedInput = cached * (price.cachedInputPerMillion ?? price.inputPerMillion);
  return (input + cachedInput + outputTokens * price.outputPerMillion) / 1_000_000;
}
