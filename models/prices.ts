import { type Price, type SeatConfig, simulatedBaseUrl } from "./seat-config.js";

/** True for the embedded models, which cost nothing. */
export function isSimulated(seat: SeatConfig): boolean {
  return seat.baseUrl === simulatedBaseUrl;
}

/** US dollars of one call; null when a price or a token count is unknown. */
export function costOf(
  price: Price | null,
  inputTokens: number | null,
  outputTokens: number | null,
): number | null {
  if (price === null || inputTokens === null || outputTokens === null) return null;
  return (inputTokens * price.inputPerMillion + outputTokens * price.outputPerMillion) / 1_000_000;
}
