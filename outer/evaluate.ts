import type { LimitFunction } from "p-limit";
import type { DocumentId, TreeHash } from "../foundation/ids.js";
import type { ShownDocument, Split } from "../inner/corpus/document.js";
import { type PreparedHarness, prepareHarness } from "../inner/episode/prepare-harness.js";
import { type EpisodeSetting, runEpisode } from "../inner/episode/run-episode.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { EpisodeLog, Trajectory } from "../inner/trajectory.js";
import type { Purpose } from "../models/call-key.js";
import { type Phase, ticketOf } from "../population/history/ticket.js";
import type { OnRunEvent } from "./run-event.js";

/** What evaluating needs: how episodes run, where they are kept, and which documents there are. */
export interface Evaluation {
  readonly episode: EpisodeSetting;
  readonly log: EpisodeLog;
  readonly documents: ReadonlyMap<DocumentId, ShownDocument>;
  /** Bounds how many episodes are under way at once; results do not depend on it. */
  readonly limit: LimitFunction;
  /** How often an inconclusive episode is run again before it is recorded as such. */
  readonly episodeRetries: number;
  readonly onEvent: OnRunEvent;
  readonly signal: AbortSignal | undefined;
}

/** One candidate on a list of documents, for one purpose of one iteration. */
export interface Batch {
  readonly iteration: number;
  readonly phase: Phase;
  readonly purpose: Purpose;
  readonly split: Split;
  readonly candidate: TreeHash;
  readonly files: HarnessFiles;
  readonly documents: readonly DocumentId[];
  /** Tells this evaluation from others of the same candidate and purpose; the iteration, in the search. */
  readonly repeat: number;
  /** How often each document is run, under repeats counted up from `repeat`; once when absent. */
  readonly times?: number;
}

/**
 * Runs a batch and resolves with its trajectories in document order. Episodes that the log already holds are not
 * run again, and fresh ones are read back from it: what agents see is the same in a run that was continued. Rejects only with what stops a run; every episode under way has then ended.
 */
export async function evaluate(evaluation: Evaluation, batch: Batch): Promise<Trajectory[]> {
  const harness = await prepareHarness(batch.files);
  const places = Array.from({ length: batch.times ?? 1 }, (_, time) =>
    batch.documents.map((document, index) => ({
      document,
      repeat: batch.repeat + time,
      position: time * batch.documents.length + index,
    })),
  ).flat();
  const settled = await Promise.allSettled(
    places.map((place) => evaluation.limit(() => episode(evaluation, batch, harness, place))),
  );
  return settled.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}

async function episode(
  evaluation: Evaluation,
  batch: Batch,
  harness: PreparedHarness,
  place: { readonly document: DocumentId; readonly repeat: number; readonly position: number },
): Promise<Trajectory> {
  const ticket = ticketOf(batch.iteration, batch.phase, place.position);
  const stored = evaluation.log.find(ticket);
  const trajectory = stored ?? (await runFresh());
  const { outcome } = trajectory.observation;
  const { iteration, phase } = batch;
  evaluation.onEvent({ kind: "episode", iteration, phase, outcome, reused: stored !== undefined });
  return trajectory;

  async function runFresh(): Promise<Trajectory> {
    const document = evaluation.documents.get(place.document);
    if (document === undefined) throw new Error(`document ${place.document} is not in the run`);
    const key = {
      candidate: batch.candidate,
      document: place.document,
      purpose: batch.purpose,
      repeat: place.repeat,
    };
    const request = { ticket, key, split: batch.split, document, harness, signal: evaluation.signal };
    let fresh = await runEpisode(evaluation.episode, request);
    for (let again = 0; again < evaluation.episodeRetries; again++) {
      if (fresh.observation.outcome !== "inconclusive") break;
      fresh = await runEpisode(evaluation.episode, request);
    }
    await evaluation.log.append(fresh);
    return evaluation.log.find(ticket) ?? fresh;
  }
}
