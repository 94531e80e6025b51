import { lostToProvider } from "../../inner/episode/run-episode.js";
import type { Observation, Trajectory, TrajectoryEvent } from "../../inner/trajectory.js";
import type { PlannedBatch } from "../../outer/batches.js";
import { placesOf, tooManyLost } from "../../outer/evaluate.js";
import { unpackText } from "../../population/history/packed-text.js";
import { type ObservationRow, observationOf } from "../../population/history/tables/observations.js";
import { ticketOf } from "../../population/history/ticket.js";
import type { LoggedRun } from "./logged-run.js";
import { type Tally, ToldOf } from "./tally.js";

/**
 * The observations of a batch in document order, as the search read them when it decided. A missing one, and more of
 * a batch lost to a provider than may be, are told of.
 * @throws ToldOf when an episode is missing.
 */
export function batchObservations(
  { evidence, definition }: LoggedRun,
  tally: Tally,
  batch: PlannedBatch,
): Observation[] {
  const observations = placesOf(batch).map(({ position }) => {
    const row = evidence.observation(ticketOf(batch.iteration, batch.phase, position));
    if (row === undefined) throw new ToldOf(`an episode of ${batch.phase}`);
    return observationOf(row as unknown as ObservationRow);
  });
  const lost = observations.filter(lostToProvider).length;
  if (tooManyLost(lost, observations.length, definition.search.maxInconclusiveShare)) {
    const what = `${lost} of ${observations.length} episodes are inconclusive: more than the run may decide on`;
    tally.mismatch("episodes", `${batch.phase} of iteration ${batch.iteration}`, what);
  }
  return observations;
}

/** A batch's observations with their events. @throws ToldOf when an episode is missing or cannot be read. */
export function batchTrajectories(run: LoggedRun, tally: Tally, batch: PlannedBatch): Trajectory[] {
  return batchObservations(run, tally, batch).map((observation) => ({
    observation,
    events: run.evidence.eventsOf(observation.ticket).map(({ encoding, body }) => {
      try {
        const text = unpackText({ encoding: encoding as "plain" | "deflate", data: body as string | Buffer });
        return JSON.parse(text) as TrajectoryEvent;
      } catch {
        throw new ToldOf(`an event of ticket ${observation.ticket}`);
      }
    }),
  }));
}
