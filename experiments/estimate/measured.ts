import { episodeText } from "../../models/call-key.js";
import { type Seat, seats } from "../../models/chat.js";
import { addUsage, noUsage, type Usage } from "../../models/usage.js";
import type { HistoryReader } from "../../population/history/history.js";
import type { Pilot } from "./pilot.js";

/** Usage of one piece of work by seat, with the milliseconds that its calls took, one after the other. */
export type Measured = Readonly<Record<Seat, Usage & { readonly ms: number }>>;

/** What a pilot's pieces took, from the log. */
export interface PilotUsage {
  /** One entry per document: its episodes together, and how many there were. */
  readonly documents: readonly { readonly episodes: number; readonly used: Measured }[];
  /** The analyzer's and the implementer's calls of one iteration. */
  readonly agents: Measured;
}

/** Reads what the calls of a pilot used. */
export function pilotUsage(history: HistoryReader, pilot: Pilot): PilotUsage {
  const byDocument = new Map<string, string[]>();
  for (const { observation } of pilot.episodes) {
    const prefix = `episode/${episodeText(observation)}/`;
    byDocument.set(observation.document, [...(byDocument.get(observation.document) ?? []), prefix]);
  }
  return {
    documents: [...byDocument.values()].map((prefixes) => ({
      episodes: prefixes.length,
      used: usedUnder(history, prefixes),
    })),
    agents: usedUnder(history, ["iteration/0001/"]),
  };
}

/** Everything a pilot's pieces took. */
export function usedByPilot({ documents, agents }: PilotUsage): Usage {
  const parts = [...documents.map(({ used }) => used), agents];
  return parts.flatMap((part) => seats.map((seat) => part[seat])).reduce(addUsage, noUsage);
}

function usedUnder(history: HistoryReader, prefixes: readonly string[]): Measured {
  const used = Object.fromEntries(seats.map((seat) => [seat, { ...noUsage, ms: 0 }])) as Record<
    Seat,
    Usage & { ms: number }
  >;
  for (const key of prefixes.flatMap((prefix) => history.calls.keysUnder(prefix))) {
    const parts = key.split("/");
    const seat = (parts[0] === "episode" ? parts[6] : parts[2]) as Seat;
    const call = history.calls.find(key);
    if (call === undefined) continue;
    const { usage, provenance } = call.completion;
    used[seat] = { ...addUsage(used[seat], usage), ms: used[seat].ms + provenance.durationMs };
  }
  return used;
}
