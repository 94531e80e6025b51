import type { Clock } from "../foundation/clock.js";
import type { Environment } from "../foundation/environment.js";
import { UsageError } from "../foundation/errors.js";
import { readApiKey } from "./api-key.js";
import { type Seat, seats as seatNames } from "./chat.js";
import { checkSeats } from "./check-seats.js";
import { listModels } from "./model-list.js";
import { isSimulated } from "./prices.js";
import type { SeatConfig } from "./seat-config.js";
import { endpointName } from "./wire/asked.js";
import { type Fetch, undiciFetch } from "./wire/undici-fetch.js";

export interface PreflightOptions {
  readonly seats: Readonly<Record<Seat, SeatConfig>>;
  readonly environment: Environment;
  readonly clock: Clock;
  /** In place of the network. */
  readonly fetch?: Fetch;
}

/**
 * Checks before anything is spent that every endpoint that is not simulated has its key, answers, and accepts
 * the key. Any HTTP answer to GET {base}/models but 401 and 403 is good. Endpoints are asked at once, and the
 * first problem in the order of seats is reported.
 * @throws UsageError naming the seat and what to change.
 */
export async function preflight(options: PreflightOptions, signal?: AbortSignal): Promise<void> {
  checkSeats(options.seats);
  const firsts = firstSeats(options.seats);
  const problems = firsts.map((name) => keyProblem(name, options));
  const missing = problems.find((problem) => problem !== null);
  if (missing !== undefined) throw new UsageError(missing);
  const fetch = options.fetch ?? undiciFetch();
  const answers = await Promise.all(firsts.map((name) => answerProblem(name, options, fetch, signal)));
  const refusal = answers.find((problem) => problem !== null);
  if (refusal !== undefined) throw new UsageError(refusal);
}

/** The first seat of each distinct pair of endpoint and key. */
function firstSeats(seats: PreflightOptions["seats"]): Seat[] {
  const firsts = new Map<string, Seat>();
  for (const name of seatNames) {
    if (isSimulated(seats[name])) continue;
    const place = `${seats[name].baseUrl} ${seats[name].apiKeyEnv}`;
    if (!firsts.has(place)) firsts.set(place, name);
  }
  return [...firsts.values()];
}

function keyProblem(name: Seat, { seats, environment }: PreflightOptions): string | null {
  const key = readApiKey(environment, seats[name].apiKeyEnv);
  if (key.ok) return null;
  return `models.${name}.api_key_env names ${key.problem}; set it, or point models.${name} at another endpoint`;
}

async function answerProblem(
  name: Seat,
  { seats, environment, clock }: PreflightOptions,
  fetch: Fetch,
  signal?: AbortSignal,
): Promise<string | null> {
  const seat = seats[name];
  const answer = await listModels(seat, { environment, clock, fetch }, signal);
  if (answer.kind === "key refused") return refusedKey(name, seat, answer.status);
  if (answer.kind === "answered") return null;
  return `endpoint ${endpointName(seat.baseUrl)} does not answer (${answer.reason}); start it or change models.${name}.base_url`;
}

function refusedKey(name: Seat, seat: SeatConfig, status: number): string {
  const endpoint = endpointName(seat.baseUrl);
  return seat.apiKeyEnv === null
    ? `endpoint ${endpoint} asks for a key (${status}); name its variable in models.${name}.api_key_env`
    : `endpoint ${endpoint} refused the key in ${seat.apiKeyEnv} (${status}); correct it or change models.${name}`;
}
