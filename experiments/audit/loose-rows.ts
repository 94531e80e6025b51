import { episodeText, parseKey } from "../../models/call-key.js";
import { cachedInputShape, failedTryShape } from "../../population/history/tables/calls.js";
import { attemptShape, eventShape } from "../../population/history/tables/episodes.js";
import { observationShape } from "../../population/history/tables/observations.js";
import type { CallCheck } from "./checked-calls.js";
import type { LoggedRun } from "./logged-run.js";
import { type ExpectedEpisode, expectedEpisodes, lastBegun } from "./planned-episodes.js";
import { type Tally, ToldOf } from "./tally.js";

/**
 * Looks for rows that belong to nothing the run decided: episodes, events and attempts of other tickets, calls of
 * other episodes and iterations, facts about calls that are not there, texts that nothing names. Calls of episodes
 * that a stopped run had not finished are checked here, each for itself.
 */
export function auditLooseRows(run: LoggedRun, check: CallCheck, tally: Tally): void {
  const episodes = expectedEpisodes(run);
  const ownerOf = ownersOf(run, episodes);
  tickets(run, tally, episodes);
  calls(run, check, tally, ownerOf);
  aboutCalls(run, tally, ownerOf);
  contents(run, tally);
}

function tickets(run: LoggedRun, tally: Tally, episodes: readonly ExpectedEpisode[]): void {
  const expected = new Set<number>(episodes.map(({ ticket }) => ticket));
  const observed = new Set<number>();
  for (const ticket of run.evidence.tickets(observationShape)) {
    observed.add(ticket);
    if (expected.has(ticket)) continue;
    tally.mismatch("episodes", `observation of ticket ${ticket}`, "is an episode that no decision asked for");
  }
  for (const shape of [eventShape, attemptShape]) {
    for (const ticket of run.evidence.tickets(shape)) {
      if (observed.has(ticket)) continue;
      tally.mismatch("episodes", `${shape.name} of ticket ${ticket}`, "belongs to no stored episode");
    }
  }
}

/** What a call belongs to: an episode or iteration that is checked with its calls, one that had not come so far, or nothing. */
type Owner = "checked" | "unfinished" | null;
type OwnerOf = (key: string) => Owner;

function calls(run: LoggedRun, check: CallCheck, tally: Tally, ownerOf: OwnerOf): void {
  for (const key of run.evidence.callKeys()) {
    const owner = ownerOf(key);
    if (owner === null) tally.mismatch("calls", `call ${key}`, ofNothing);
    if (owner === "unfinished") for (const row of run.evidence.callsUnder(key)) checkAlone(check, row);
  }
}

const ofNothing = "belongs to no episode or iteration of the run";

function ownersOf(run: LoggedRun, episodes: readonly ExpectedEpisode[]): OwnerOf {
  const owners = new Map<string, Owner>();
  for (const { key, ticket, ownCalls } of episodes) {
    const stored = run.evidence.observation(ticket) !== undefined;
    if (ownCalls || stored) owners.set(episodeText(key), stored ? "checked" : "unfinished");
  }
  const last = lastBegun(run);
  return (key) => {
    const [scope, ...parts] = key.split("/");
    if (scope === "iteration") return Number(parts[0]) >= 1 && Number(parts[0]) <= last ? "checked" : null;
    return scope === "episode" ? (owners.get(parts.slice(0, 4).join("/")) ?? null) : null;
  };
}

function checkAlone(check: CallCheck, row: Parameters<CallCheck["check"]>[0]): void {
  try {
    check.check(row);
  } catch (error) {
    if (!(error instanceof ToldOf)) throw error;
  }
}

function aboutCalls({ evidence }: LoggedRun, tally: Tally, ownerOf: OwnerOf): void {
  for (const { id, key, tokens } of evidence.rows(cachedInputShape)) {
    const place = `cached_input ${id}`;
    const [call] = evidence.callsUnder(String(key)).filter((row) => row.key === key);
    if (call === undefined) tally.mismatch("calls", place, `call ${key} is missing`);
    else if (typeof call.input_tokens === "number" && !(Number(tokens) <= call.input_tokens)) {
      tally.mismatch("calls", place, `tokens is ${tokens}, more than the ${call.input_tokens} of its call`);
    }
  }
  for (const { id, key } of evidence.rows(failedTryShape)) {
    const place = `failed_try ${id}`;
    try {
      parseKey(String(key));
    } catch (error) {
      tally.broken("calls", place, error);
      continue;
    }
    if (ownerOf(String(key)) === null) tally.mismatch("calls", place, `call ${key} ${ofNothing}`);
  }
}

function contents({ evidence }: LoggedRun, tally: Tally): void {
  for (const { id, name } of evidence.unnamedContents()) {
    tally.mismatch(
      "calls",
      `blob ${name.slice(0, 12)} (row ${id})`,
      `is a text that no call and no document names`,
    );
  }
}
