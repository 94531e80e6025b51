import { canonicalJson } from "../../foundation/digest.js";
import type { Trajectory } from "../../inner/trajectory.js";
import type {
  CandidateEntry,
  DecisionEntry,
  History,
  HistoryReader,
} from "../../population/history/history.js";
import { differenceOf, ReplayDiverged } from "./replay-diverged.js";

/**
 * A replay's history that takes only what its run's history holds as well: episodes, candidates and decisions are
 * compared before they are appended. Rejects with ReplayDiverged at the first that differs.
 */
export function comparingHistory(
  history: History & HistoryReader,
  run: HistoryReader,
): History & HistoryReader {
  const episodes = {
    ...history.episodes,
    append: async (trajectory: Trajectory) => {
      requireEpisode(run.episodes.find(trajectory.observation.ticket), trajectory);
      return history.episodes.append(trajectory);
    },
  };
  const candidates = {
    ...history.candidates,
    append: async (entry: CandidateEntry) => {
      const logged = run.candidates.all().find(({ iteration }) => iteration === entry.iteration);
      requireEqual(`candidate of iteration ${entry.iteration}`, logged, entry);
      return history.candidates.append(entry);
    },
  };
  const decisions = {
    ...history.decisions,
    append: async (entry: DecisionEntry) => {
      const { iteration, kind, body } = entry;
      const logged = run.decisions.find(iteration, kind)?.body;
      requireEqual(`decision ${kind} of iteration ${iteration}`, logged, body);
      return history.decisions.append(entry);
    },
  };
  return { ...history, episodes, candidates, decisions };
}

function requireEpisode(logged: Trajectory | undefined, now: Trajectory): void {
  const { ticket, document, candidate } = now.observation;
  const place = `episode ${ticket} (candidate ${candidate.slice(0, 6)} on document ${document})`;
  requireEqual(place, logged && told(logged), told(now));
}

/** What the history digest covers of an episode. */
function told({ observation, events }: Trajectory): unknown {
  const { cost: _cost, reason, rounds, ticks, ...place } = observation;
  return place.outcome === "inconclusive" ? place : { ...place, reason, rounds, ticks, events };
}

function requireEqual(place: string, logged: unknown, now: unknown): void {
  if (logged === undefined) {
    throw new ReplayDiverged(place, "is not in the run", differenceOf(undefined, now));
  }
  if (canonicalJson(logged) === canonicalJson(now)) return;
  throw new ReplayDiverged(place, "is another one", differenceOf(sorted(logged), sorted(now)));
}

const sorted = (value: unknown): unknown => JSON.parse(canonicalJson(value));
