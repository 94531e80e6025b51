import type { Random } from "../../foundation/random.js";
import { type Seat, seats } from "../../models/chat.js";
import { isSimulated } from "../../models/prices.js";
import type { Seats } from "../definition/resolve-seats.js";
import type { Measured, PilotUsage } from "./measured.js";

/** How much of everything a whole run will hold. */
export interface Work {
  readonly episodes: number;
  readonly iterations: number;
  /** Iterations under way at once. */
  readonly concurrency: number;
}

/** A value with its 80 % range; null where an endpoint did not say what is needed for it. */
export interface Projected {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface SeatProjection {
  readonly calls: Projected;
  readonly inputTokens: Projected | null;
  readonly outputTokens: Projected | null;
  readonly costUsd: Projected | null;
}

export interface Projection {
  readonly bySeat: Readonly<Record<Seat, SeatProjection>>;
  readonly total: SeatProjection;
  /** Milliseconds of the whole run, if the models go on as fast as in the pilot. */
  readonly ms: Projected;
}

const resamples = 1000;
const range = { low: 0.1, high: 0.9 };

type Column = "calls" | "inputTokens" | "outputTokens" | "costUsd" | "ms";

/**
 * What a whole run will take, if its episodes are like those of the pilot. The range is that of pilots on other
 * documents: documents are drawn again with replacement, 1,000 times. What mutants will change is not in it, and the
 * agents' part was measured once.
 */
export function project(pilot: PilotUsage, work: Work, configs: Seats, random: Random): Projection {
  const samples = [
    pilot.documents,
    ...Array.from({ length: resamples }, () => resampled(pilot.documents, random)),
  ];
  const over = (of: (documents: PilotUsage["documents"]) => number | null): Projected | null => {
    const values = samples.map(of);
    const [value] = values;
    if (value === undefined || value === null || values.includes(null)) return null;
    const sorted = (values.slice(1) as number[]).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? value;
    return { value, low: Math.min(value, at(range.low)), high: Math.max(value, at(range.high)) };
  };
  const column = (names: readonly Seat[], name: Column) =>
    over((documents) => whole(documents, pilot.agents, work, configs, names, name));
  const projection = (names: readonly Seat[]): SeatProjection => ({
    calls: column(names, "calls") ?? nothing,
    inputTokens: column(names, "inputTokens"),
    outputTokens: column(names, "outputTokens"),
    costUsd: column(names, "costUsd"),
  });
  return {
    bySeat: Object.fromEntries(seats.map((seat) => [seat, projection([seat])])) as Record<
      Seat,
      SeatProjection
    >,
    total: projection(seats),
    ms: over((documents) => duration(documents, pilot.agents, work, configs)) ?? nothing,
  };
}

const nothing: Projected = { value: 0, low: 0, high: 0 };

function resampled(documents: PilotUsage["documents"], random: Random): PilotUsage["documents"] {
  return documents.map(() => documents[random.integer(documents.length)] as (typeof documents)[number]);
}

/** Episodes at their mean, and the agents' part once per iteration; null when a part is unknown. */
function whole(
  documents: PilotUsage["documents"],
  agents: Measured,
  work: Work,
  configs: Seats,
  names: readonly Seat[],
  column: Column,
): number | null {
  const sum = (used: Measured) =>
    names.reduce<number | null>((total, name) => {
      const part = used[name][column] ?? (column === "costUsd" && isSimulated(configs[name]) ? 0 : null);
      return total === null || part === null ? null : total + part;
    }, 0);
  const episodes = documents.reduce((total, one) => total + one.episodes, 0);
  const parts = documents.map(({ used }) => sum(used));
  const once = sum(agents);
  if (episodes === 0 || once === null || parts.includes(null)) return null;
  const mean = (parts as number[]).reduce((total, part) => total + part, 0) / episodes;
  return mean * work.episodes + once * work.iterations;
}

/**
 * A run is as slow as its fullest endpoint, at the configured requests at once, or as its longest chain: in each turn
 * of iterations one training episode, analysis, edit and one validation episode come one after the other.
 */
function duration(
  documents: PilotUsage["documents"],
  agents: Measured,
  work: Work,
  configs: Seats,
): number | null {
  const lanes = new Map<string, { width: number; seats: Seat[] }>();
  for (const seat of seats) {
    const { baseUrl, model, concurrency } = configs[seat];
    const lane = lanes.get(`${baseUrl} ${model}`) ?? { width: concurrency, seats: [] };
    lanes.set(`${baseUrl} ${model}`, {
      width: Math.min(lane.width, concurrency),
      seats: [...lane.seats, seat],
    });
  }
  const busy = [...lanes.values()].map(({ width, seats: sharing }) => {
    const ms = whole(documents, agents, work, configs, sharing, "ms");
    return ms === null ? 0 : ms / width;
  });
  const chain = whole(
    documents,
    agents,
    {
      ...work,
      episodes: (2 * work.iterations) / work.concurrency,
      iterations: work.iterations / work.concurrency,
    },
    configs,
    seats,
    "ms",
  );
  return Math.max(...busy, chain ?? 0);
}
