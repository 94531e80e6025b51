import type { Clock } from "../foundation/clock.js";
import { fixedEnvironment } from "../foundation/environment.js";
import { type Seat, seats } from "../models/chat.js";
import type { Model } from "../models/model.js";
import { openaiEndpoint } from "../models/openai-endpoint.js";
import { type SeatConfig, simulatedBaseUrl } from "../models/seat-config.js";
import { simulatedFetch } from "../models/simulated/simulated-fetch.js";
import { createSimulatedModels, type SimulatedModelsOptions } from "../models/simulated/simulated-models.js";

/** All seats on simulated models that have seen these documents, outside any history: for trials that cost nothing. */
export function simulatedModel(options: SimulatedModelsOptions, clock: Clock): Model {
  return openaiEndpoint({
    seats: simulatedSeats(),
    rootSeed: 0,
    environment: fixedEnvironment({}),
    clock,
    fetches: { [simulatedBaseUrl]: simulatedFetch(createSimulatedModels(options)) },
  });
}

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
