import type { LimitFunction } from "p-limit";
import { RunStopped } from "../foundation/errors.js";
import type { DocumentId, TreeHash } from "../foundation/ids.js";
import type { ShownDocument, Split } from "../inner/corpus/document.js";
import { type PreparedHarness, prepareHarness } from "../inner/episode/prepare-harness.js";
import { type EpisodeSetting, lostToProvider, runEpisode } from "../inner/episode/run-episode.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { EpisodeLog, Observation, Trajectory } from "../inner/trajectory.js";
import type { Purpose } from "../models/call-key.js";
import { type Phase, ticketOf } from "../population/history/ticket.js";
import type { OnRunEvent } from "./run-event.js";
import { settle } from "./settle.js";

/** The documents of a run as models are shown them, held or read when they are asked for. */
export type ShownDocuments = Pick<ReadonlyMap<DocumentId, ShownDocument>, "get">;

/** What evaluating needs: how episodes run, where they are kept, and which documents there are. */
export interface Evaluation {
  readonly episode: EpisodeSetting;
  readonly log: EpisodeLog;
  readonly documents: ShownDocuments;
  /** Bounds how many episodes are under way at once; results do not depend on it. */
  readonly limit: LimitFunction;
  /** How often an inconclusive episode is run again before it is recorded as such. */
  readonly episodeRetries: number;
  /** Share of a batch that provider faults may leave inconclusive. */
  readonly maxInconclusiveShare: number;
  readonly onEvent: OnRunEvent;
  /** Told of the first thing that ends the run, so that nothing more is asked of any model. */
  readonly onFatal: () => void;
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
  /** Where the batch goes on from an earlier wave: the position of its first episode; 0 when absent. */
  readonly from?: number;
  /** How often each document is run, under repeats counted up from `repeat`; once when absent. */
  readonly times?: number;
}

/**
 * Runs a batch and resolves with its trajectories in document order. Episodes that the log already holds are not
 * run again, and fresh ones are read back from it: what agents see is the same in a run that was continued.
 *
 * Rejects only with what stops a run; every episode under way has then ended. When a provider's faults left more
 * than the bearable share of a batch inconclusive, the run stops and those episodes are not recorded, so that
 * the run can measure them when the provider is well again.
 */
export async function evaluate(evaluation: Evaluation, batch: Batch): Promise<Trajectory[]> {
  const harness = await prepareHarness(batch.files);
  const places = placesOf(batch);
  const trajectories = await settle(
    places.map((place) =>
      evaluation
        .limit(() => runPlace(evaluation, batch, harness, place))
        .catch((error: unknown) => {
          evaluation.onFatal();
          throw error;
        }),
    ),
  );
  const lost = trajectories.map(({ observation }) => observation).filter(lostToProvider);
  if (tooManyLost(lost.length, trajectories.length, evaluation.maxInconclusiveShare)) {
    throw notMeasured(lost, trajectories.length, evaluation.maxInconclusiveShare);
  }
  return Promise.all(
    trajectories.map((one) => (lostToProvider(one.observation) ? recorded(evaluation.log, one) : one)),
  );
}

/** Whether a provider's faults took more of a batch than may be missing when something is decided on it. */
export function tooManyLost(lost: number, planned: number, maxInconclusiveShare: number): boolean {
  return lost > planned * maxInconclusiveShare;
}

function notMeasured(lost: readonly Observation[], planned: number, bearable: number): RunStopped {
  const reason = lost[0]?.reason ?? "";
  return new RunStopped(
    `${lost.length} of ${planned} episodes could not be measured (${reason}), and search.max_inconclusive_share ` +
      `bears ${Math.floor(planned * bearable)}: what is left is no evidence to decide on; ` +
      "run the same command when the provider answers again.",
    "provider",
  );
}

async function recorded(log: EpisodeLog, trajectory: Trajectory): Promise<Trajectory> {
  const { ticket } = trajectory.observation;
  const stored = log.find(ticket);
  if (stored !== undefined) return stored;
  await log.append(trajectory);
  return log.find(ticket) ?? trajectory;
}

/** What the episodes of a batch share, one by one. */
export type PlaceSetting = Pick<Evaluation, "episode" | "log" | "documents" | "episodeRetries" | "onEvent">;
export type PlaceBatch = Omit<Batch, "files" | "documents" | "repeat" | "times">;

/** One episode of a batch. */
export interface Place {
  readonly document: DocumentId;
  readonly repeat: number;
  /** Of its ticket, within the phase. */
  readonly position: number;
}

/** The episodes of a batch in the order of their tickets. */
export function placesOf({ documents, repeat, times = 1, from = 0 }: Omit<Batch, "files">): Place[] {
  return Array.from({ length: times }, (_, time) =>
    documents.map((document, index) => ({
      document,
      repeat: repeat + time,
      position: from + time * documents.length + index,
    })),
  ).flat();
}

/**
 * The stored trajectory of a place, or a fresh one, which is recorded at once unless a provider cut it short. Rejects
 * only with what stops a run.
 */
export async function runPlace(
  evaluation: PlaceSetting,
  batch: PlaceBatch,
  harness: PreparedHarness,
  place: Place,
): Promise<Trajectory> {
  const { iteration, phase } = batch;
  const stored = evaluation.log.find(ticketOf(iteration, phase, place.position));
  const trajectory = stored ?? (await runUntilConclusive(evaluation, batch, harness, place));
  const { outcome } = trajectory.observation;
  evaluation.onEvent({ kind: "episode", iteration, phase, outcome, reused: stored !== undefined });
  if (stored !== undefined || lostToProvider(trajectory.observation)) return trajectory;
  return recorded(evaluation.log, trajectory);
}

async function runUntilConclusive(
  evaluation: PlaceSetting,
  batch: PlaceBatch,
  harness: PreparedHarness,
  place: Place,
): Promise<Trajectory> {
  const document = evaluation.documents.get(place.document);
  if (document === undefined) throw new Error(`document ${place.document} is not in the run`);
  const { candidate, purpose, split } = batch;
  const request = {
    ticket: ticketOf(batch.iteration, batch.phase, place.position),
    key: { candidate, document: place.document, purpose, repeat: place.repeat },
    split,
    document,
    harness,
  };
  let trajectory = await runEpisode(evaluation.episode, request);
  for (let again = 0; again < evaluation.episodeRetries; again++) {
    if (trajectory.observation.outcome !== "inconclusive") break;
    trajectory = await runEpisode(evaluation.episode, request);
  }
  return withoutFreeExit(trajectory);
}

/**
 * A harness that reaches the sandbox's backstop on every try does so by its own doing: were it inconclusive, it
 * could take the documents it fails on out of the comparison.
 */
function withoutFreeExit(trajectory: Trajectory): Trajectory {
  const { observation, events } = trajectory;
  if (observation.outcome !== "inconclusive" || lostToProvider(observation)) return trajectory;
  const outcome = "harness_failed";
  const reason = onEveryTry(observation.reason);
  return {
    observation: { ...observation, outcome, reason },
    events: [...events.filter((event) => event.kind !== "ended"), { kind: "ended", outcome, reason }],
  };
}

/** The reason of an episode that this machine cut short each time. */
export const onEveryTry = (reason: string) => `on every try: ${reason}`;
