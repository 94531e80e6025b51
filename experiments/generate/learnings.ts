import { z } from "zod";
import { RunStopped } from "../../foundation/errors.js";
import type { Trajectory } from "../../inner/trajectory.js";
import { whatWasWrong } from "../../models/json-reply.js";
import type { Model } from "../../models/model.js";
import { ProviderError } from "../../models/provider-error.js";
import { addUsage, noUsage, type Usage } from "../../models/usage.js";
import { learn } from "../../outer/agents/learner.js";
import { namedTrajectories } from "../../outer/render/trajectory-line.js";
import type { History, HistoryReader } from "../../population/history/history.js";
import type { PlannedEpisode } from "./episodes.js";

const kind = "learnings";

const bodySchema = z.object({
  /** Tickets of the episodes that were read. */
  read: z.array(z.number().int().nonnegative()),
  notes: z.array(z.string()),
  /** Why the notes are still those of the batch before; null when they were written anew. */
  problem: z.string().nullable(),
});

/** The notes from one batch of documents on. */
export interface NotesVersion {
  /** Number of the last batch that was read for them, from 1; 0 before any was. */
  readonly version: number;
  readonly notes: readonly string[];
  /** Why they are those of the version before; null when they were written anew. */
  readonly problem: string | null;
}

const none: NotesVersion = { version: 0, notes: [], problem: null };

/** The batch of documents, from 1, that the document with this number belongs to. */
export function batchOf(position: number, every: number): number {
  return Math.floor(position / every) + 1;
}

/**
 * Episodes in the batches between which notes are taken, with all their repeats; one batch without notes. Documents
 * that came later are in later batches, so what a batch knew never changes.
 */
export function inBatches(
  episodes: Iterable<PlannedEpisode>,
  every: number | null,
): (readonly [batch: number, episodes: Iterable<PlannedEpisode>])[] {
  if (every === null) return [[1, episodes]];
  const batches = new Map<number, PlannedEpisode[]>();
  for (const episode of episodes) {
    const batch = batchOf(episode.place.position, every);
    batches.set(batch, [...(batches.get(batch) ?? []), episode]);
  }
  return [...batches].sort(([a], [b]) => a - b);
}

/** The versions that are stored, in order. */
export function versionsOf({ decisions }: Pick<HistoryReader, "decisions">): NotesVersion[] {
  return decisions
    .all()
    .filter((entry) => entry.kind === kind)
    .map(({ iteration, body }) => {
      const { notes, problem } = bodySchema.parse(body);
      return { version: iteration, notes, problem };
    })
    .sort((a, b) => a.version - b.version);
}

/** The notes that the episodes of a batch are given. */
export function notesFor(batch: number, versions: readonly NotesVersion[]): NotesVersion {
  return versions.findLast(({ version }) => version < batch) ?? none;
}

/**
 * Reads the first episode on every document of a batch and stores what is to be known from the next batch on; what
 * is stored already is returned. A request that is refused, or a reply that cannot be used, leaves the notes as they
 * were, and says so.
 * @throws RunStopped when the provider does not answer.
 */
export async function learnFromBatch(
  { history, model }: { readonly history: History & HistoryReader; readonly model: Model },
  batch: number,
  episodes: Iterable<PlannedEpisode>,
): Promise<NotesVersion> {
  const versions = versionsOf(history);
  const stored = versions.find(({ version }) => version === batch);
  if (stored !== undefined) return stored;
  const before = notesFor(batch, versions);
  const first = [...episodes].filter(({ place }) => place.repeat === 0);
  const trajectories = first.flatMap(({ ticket }) => history.episodes.find(ticket) ?? []);
  const titles = new Map(first.map(({ document }) => [document.id, document]));
  const read = await asked(model, batch, namedTrajectories(trajectories, titles), before.notes);
  const version: NotesVersion = read.ok
    ? { version: batch, notes: read.value, problem: null }
    : { version: batch, notes: before.notes, problem: whatWasWrong(read.problem) };
  const { notes, problem } = version;
  await history.decisions.append({
    iteration: batch,
    kind,
    body: { read: ticketsOf(trajectories), notes, problem },
  });
  return version;
}

/** What the notes took: the calls of all batches. */
export function learningCost({ calls }: Pick<HistoryReader, "calls">): Usage {
  return calls
    .keysUnder("iteration/")
    .reduce((sum, key) => addUsage(sum, calls.find(key)?.completion.usage ?? noUsage), noUsage);
}

async function asked(
  model: Model,
  batch: number,
  trajectories: ReturnType<typeof namedTrajectories>,
  notes: readonly string[],
) {
  try {
    return await learn(model, { batch, trajectories, notes });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.fault === "refused_request") return { ok: false, problem: error.message } as const;
    throw new RunStopped(`the notes after batch ${batch} could not be taken (${error.message})`, "provider");
  }
}

function ticketsOf(trajectories: readonly Trajectory[]): number[] {
  return trajectories.map(({ observation }) => observation.ticket);
}
