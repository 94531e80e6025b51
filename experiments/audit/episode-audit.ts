import { canonicalJson } from "../../foundation/digest.js";
import { asTicket } from "../../foundation/ids.js";
import type { Observation, TrajectoryEvent } from "../../inner/trajectory.js";
import { episodeText } from "../../models/call-key.js";
import type { Usage } from "../../models/usage.js";
import type { Stored } from "../../population/history/evidence.js";
import { unpackText } from "../../population/history/packed-text.js";
import { attemptRows, type attemptShape, type eventShape } from "../../population/history/tables/episodes.js";
import {
  type ObservationRow,
  observationOf,
  type observationShape,
} from "../../population/history/tables/observations.js";
import { CallsOfOne, type CheckedCall } from "./checked-calls.js";
import { outcomeTrouble, wasCutShort } from "./episode-outcome.js";
import { EpisodeRecord, type EpisodeScene, type StoredEvent } from "./episode-record.js";
import { type ExpectedEpisode, placeOfTicket } from "./planned-episodes.js";

/**
 * Audits one episode that the run's decisions ask for: that it is there, is the one asked for, that its events,
 * attempts and outcome follow from its calls, that each of its calls belongs to something that happened, and that
 * its cost is their sum.
 */
export async function auditEpisode(scene: EpisodeScene, episode: ExpectedEpisode): Promise<void> {
  const { run, tally } = scene;
  const row = run.evidence.observation(episode.ticket);
  const place = `observation of ${placeOfTicket(episode)}`;
  if (row === undefined) {
    if (episode.batch.needed) tally.mismatch("episodes", place, "is missing");
    return;
  }
  const observation = observationOf(row as unknown as ObservationRow);
  const { key, batch } = episode;
  const asked = { ...key, split: batch.split };
  const stored = Object.fromEntries(
    Object.keys(asked).map((name) => [name, row[name as keyof typeof asked]]),
  );
  const isAsked = tally.compare("episodes", place, stored, asked);
  const events = storedEvents(scene, episode);
  const calls = new CallsOfOne(run.evidence.callsUnder(`episode/${episodeText(key)}/`), scene.check);
  const record = await follow(scene, episode, events, calls, observation);
  attemptsOf(scene, episode, events);
  ending(scene, episode, events, observation);
  if (!isAsked) return;
  const { facts } = record;
  const trouble = outcomeTrouble(observation, facts);
  if (trouble !== null) tally.mismatch("episodes", place, trouble);
  if (observation.rounds !== facts.rounds) {
    tally.mismatch("episodes", place, `rounds is ${row.rounds}, the log leads to ${facts.rounds}`);
  }
  unusedCalls(scene, events, calls, observation);
  cost(scene, place, row, calls, observation);
}

async function follow(
  scene: EpisodeScene,
  episode: ExpectedEpisode,
  events: readonly StoredEvent[],
  calls: CallsOfOne,
  observation: Observation,
): Promise<EpisodeRecord> {
  const record = new EpisodeRecord(scene, episode, calls, refusalsIn(events), wasCutShort(observation));
  for (const [index, stored] of events.entries()) {
    if (stored.event.kind !== "ended") await record.follow(stored, events.slice(index + 1, index + 2));
  }
  return record;
}

function refusalsIn(events: readonly StoredEvent[]): Set<number> {
  return new Set(events.flatMap(({ event }) => (event.kind === "refused" ? [event.ordinal] : [])));
}

/** The events that can be read; gaps and other kinds than the text says are told of. */
function storedEvents({ run, tally }: EpisodeScene, episode: ExpectedEpisode): StoredEvent[] {
  const events: StoredEvent[] = [];
  let expected = 0;
  for (const row of run.evidence.eventsOf(episode.ticket)) {
    const place = placeOfEvent(row, episode);
    for (; expected < Number(row.sequence); expected++) {
      tally.mismatch("events", placeOfTicket(episode), `event ${expected} of the episode is missing`);
    }
    expected += 1;
    const stored = readEvent(row, place);
    if (typeof stored === "string") tally.mismatch("events", place, stored);
    else events.push(stored);
  }
  return events;
}

function placeOfEvent(row: Stored<typeof eventShape>, episode: ExpectedEpisode): string {
  return `event ${row.id} of ${placeOfTicket(episode)}`;
}

/** The event, or what is wrong with its row. */
function readEvent(row: Stored<typeof eventShape>, place: string): StoredEvent | string {
  try {
    const text = unpackText({
      encoding: row.encoding as "plain" | "deflate",
      data: row.body as string | Buffer,
    });
    const event = JSON.parse(text) as TrajectoryEvent;
    return event.kind === row.kind
      ? { place, sequence: Number(row.sequence), text, event }
      : `kind is ${row.kind}, its text says ${event.kind}`;
  } catch {
    return "its text cannot be read";
  }
}

/** The attempt table holds the attempts of the stage events once more. */
function attemptsOf(
  { run, tally }: EpisodeScene,
  episode: ExpectedEpisode,
  events: readonly StoredEvent[],
): void {
  const expected = new Map<string, ReturnType<typeof attemptRows>[number]>();
  for (const { sequence, event } of events) {
    if (event.kind !== "stage") continue;
    for (const row of attemptRows(asTicket(episode.ticket), sequence, event)) {
      expected.set(`${row.sequence}/${row.position}`, row);
    }
  }
  for (const row of run.evidence.attemptsOf(episode.ticket)) compareAttempt(row);
  for (const { sequence, position } of expected.values()) {
    tally.mismatch(
      "attempts",
      `attempt ${position} of event ${sequence} of ${placeOfTicket(episode)}`,
      "is missing in the attempt table",
    );
  }

  function compareAttempt({ id, ...row }: Stored<typeof attemptShape>): void {
    const name = `${row.sequence}/${row.position}`;
    const place = `attempt ${id} of ${placeOfTicket(episode)}`;
    const followed = expected.get(name);
    expected.delete(name);
    if (followed === undefined) tally.mismatch("attempts", place, "is in no stage event");
    else if (!sameCells(row, followed)) tally.compare("attempts", place, row, followed);
  }
}

function sameCells(
  row: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): boolean {
  return Object.keys(other).every((column) => row[column] === other[column]);
}

/** The last event repeats how the episode ended. */
function ending(
  { tally }: EpisodeScene,
  episode: ExpectedEpisode,
  events: readonly StoredEvent[],
  { outcome, reason }: Observation,
): void {
  const last = events.at(-1);
  const claim = "events";
  if (last?.event.kind !== "ended") {
    tally.mismatch(claim, placeOfTicket(episode), "its last event, how it ended, is missing");
  } else if (last.text !== canonicalJson({ kind: "ended", outcome, reason })) {
    tally.compare(claim, last.place, last.event, { kind: "ended", outcome, reason });
  }
  for (const { event, place } of events.slice(0, -1)) {
    if (event.kind === "ended") tally.mismatch(claim, place, "ends the episode before its last event");
  }
}

/** A call belongs to an event, unless its host call was refused or the episode was cut short on the way. */
function unusedCalls(
  { tally }: EpisodeScene,
  events: readonly StoredEvent[],
  calls: CallsOfOne,
  observation: Observation,
): void {
  if (wasCutShort(observation)) return;
  const refused = refusalsIn(events);
  for (const key of calls.unused) {
    if (refused.has(Number(key.split("/")[5]))) continue;
    tally.mismatch("calls", `call ${key}`, "was made for nothing that the episode tells of");
  }
}

function cost(
  { tally }: EpisodeScene,
  place: string,
  row: Stored<typeof observationShape>,
  calls: CallsOfOne,
  observation: Observation,
): void {
  if (wasCutShort(observation)) {
    if (Number(row.calls) > calls.rows.length) {
      tally.mismatch("episodes", place, `calls is ${row.calls}, the log holds ${calls.rows.length}`);
    }
    return;
  }
  const sum = costOf(calls.rows);
  const stored = {
    ...observation.cost,
    calls: row.calls,
    costUsd: nearly(observation.cost.costUsd, sum.costUsd),
  };
  if (!sameCells(stored, { ...sum })) tally.compare("episodes", place, stored, sum);
}

/** The sums over the calls; a part that is unknown of any is unknown of all. */
function costOf(rows: readonly CheckedCall["row"][]): Usage {
  const sum = (column: "input_tokens" | "output_tokens" | "cost_usd") => {
    let total: number | null = 0;
    for (const row of rows) {
      const value: unknown = row[column];
      total = total === null || typeof value !== "number" ? null : total + value;
    }
    return total;
  };
  return {
    calls: rows.length,
    inputTokens: sum("input_tokens"),
    outputTokens: sum("output_tokens"),
    costUsd: sum("cost_usd"),
  };
}

/** Money was added up in the order in which replies came, and floating point tells. */
function nearly(stored: number | null, sum: number | null): number | null {
  if (stored === null || sum === null) return stored;
  return Math.abs(stored - sum) <= 1e-9 * Math.max(1, Math.abs(sum)) ? sum : stored;
}
