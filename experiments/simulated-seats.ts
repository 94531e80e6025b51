import { type Seat, seats } from "../models/chat.js";
import { type SeatConfig, simulatedBaseUrl } from "../models/seat-config.js";

/** Every seat on its simulated model, in process: for trial episodes and benches outside any experiment. */
export function simulatedSeats(): Record<Seat, SeatConfig> {
  const entries = seats.map((seat): [Seat, SeatConfig] => [seat, simulatedSeat(seat)]);
  return Object.fromEntries(entries) as Record<Seat, SeatConfig>;
}

function simulatedSeat(seat: Seat): SeatConfig {
  return {
    model: `simulated-${seat}`,
    baseUrl: simulatedBaseUrl,
    apiKeyEnv: null,
    sampling: {},
    extraBody: {},
    extraHeaders: {},
    timeoutMs: 60_000,
    concurrency: 8,
    price: null,
  };
}
