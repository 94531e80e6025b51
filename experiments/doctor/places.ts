import { canonicalJson } from "../../foundation/digest.js";
import { type Seat, seats as seatNames } from "../../models/chat.js";
import type { SeatConfig } from "../../models/seat-config.js";
import type { Definition } from "../definition/definition.js";
import type { Seats } from "../definition/resolve-seats.js";

/** Seats that ask one model at one endpoint with the same settings: what is true of one is true of all. */
export interface Place {
  readonly seats: readonly [Seat, ...Seat[]];
  readonly config: SeatConfig;
}

/** The places of the seats that are asked about, in the order of their first seats. */
export function placesOf(configs: Seats, asked: readonly Seat[] = seatNames): Place[] {
  const places = new Map<string, { seats: [Seat, ...Seat[]]; config: SeatConfig }>();
  for (const seat of seatNames.filter((name) => asked.includes(name))) {
    const config = configs[seat];
    const { model, baseUrl, apiKeyEnv, sampling, extraBody, extraHeaders } = config;
    const name = canonicalJson({ model, baseUrl, apiKeyEnv, sampling, extraBody, extraHeaders });
    const known = places.get(name);
    if (known === undefined) places.set(name, { seats: [seat], config });
    else known.seats.push(seat);
  }
  return [...places.values()];
}

/** Keys of a seat in the YAML, and as a definition has them. */
const keys = {
  model: "model",
  base_url: "baseUrl",
  api_key_env: "apiKeyEnv",
  temperature: "temperature",
  top_p: "topP",
  max_tokens: "maxTokens",
  extra_body: "extraBody",
} as const;
export type SettingKey = keyof typeof keys;

/** A setting in an advice, to be named by `withSettings`. */
export const setting = (key: SettingKey) => `{${key}}`;

/** An advice with its settings named where the experiment has them for these seats: `models.weak.max_tokens`. */
export function withSettings(
  advice: string,
  { models, evaluation }: Pick<Definition, "models" | "evaluation">,
  seats: readonly Seat[],
): string {
  const homeOf = (seat: Seat, key: SettingKey): string => {
    if (models[seat][keys[key]] !== undefined) return `models.${seat}.${key}`;
    const solver = seat === "weak" || seat === "strong";
    if (key === "temperature" && solver && evaluation.solverTemperature !== null) {
      return "evaluation.solver_temperature";
    }
    return seats.length === 1 ? `models.${seat}.${key}` : `models.defaults.${key}`;
  };
  return advice.replace(/\{(\w+)\}/g, (braced, key: string) => {
    if (!(key in keys)) return braced;
    const homes = new Set(seats.map((seat) => homeOf(seat, key as SettingKey)));
    return homes.size <= mostNamed ? [...homes].join(" and ") : `the ${key} of these seats`;
  });
}

const mostNamed = 2;
