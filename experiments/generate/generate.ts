import { RunStopped } from "../../foundation/errors.js";
import type { DocumentId } from "../../foundation/ids.js";
import { inLongStage } from "../../foundation/stages.js";
import { showDocument } from "../../inner/corpus/cut.js";
import { type PreparedHarness, prepareHarness } from "../../inner/episode/prepare-harness.js";
import { lostToProvider } from "../../inner/episode/run-episode.js";
import { createSandbox } from "../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../inner/sandbox/sandbox.js";
import { preflight } from "../../models/preflight.js";
import { notesText } from "../../outer/agents/learner.js";
import { type PlaceSetting, runPlace, type ShownDocuments } from "../../outer/evaluate.js";
import { episodeSetting, modelStack, type Surroundings } from "../assemble.js";
import { requireSoundBaseline } from "../baseline-check.js";
import { plural } from "../report/numbers.js";
import { resumable } from "../resumable.js";
import { limitTime } from "../time-limit.js";
import { type PlannedEpisode, plannedEpisodes } from "./episodes.js";
import type { GenerationSummary } from "./generation-summary.js";
import { inTurn } from "./in-turn.js";
import { inBatches, learnFromBatch, type NotesVersion, notesFor, versionsOf } from "./learnings.js";
import { type OpenGeneration, openGeneration } from "./open-generation.js";
import type { PreparedGeneration } from "./prepare-generation.js";
import { writeExamples } from "./write-examples.js";

/** What was written, and why that is not all; null when it is. */
export interface Generation {
  readonly summary: GenerationSummary;
  readonly stopped: RunStopped | null;
}

/** Where its news goes, besides. */
export interface GenerationSurroundings extends Surroundings {
  /** Notes were taken of a batch, or had been. */
  readonly onNotes?: (notes: NotesVersion) => void;
}

/**
 * Runs a harness over documents, or goes on where an earlier process stopped, and writes the files, also when it is
 * stopped. Results do not depend on how many documents are under way at once.
 * @throws UsageError before anything is written, RunStopped when the disk refuses.
 */
export async function generate(
  prepared: PreparedGeneration,
  surroundings: GenerationSurroundings,
  atOnce: number,
): Promise<Generation> {
  const { clock, environment } = surroundings;
  await requireSoundBaseline({
    baseline: prepared.harness,
    definition: { harness: prepared.origin.harness.reference },
  });
  await preflight({ seats: prepared.seats, environment, clock });
  const opened = await inLongStage("startup", () => openGeneration(prepared, clock));
  try {
    const stopped = await measure(prepared, opened, surroundings, atOnce);
    await opened.history.flush();
    const summary = writeExamples(prepared, opened.history, opened.positions);
    return { summary, stopped };
  } catch (error) {
    throw resumable(error);
  } finally {
    await opened.history.close().catch(() => {}); // what was refused before is refused again
  }
}

/** Runs all episodes that are not finished yet; resolves with what kept some from it. */
async function measure(
  prepared: PreparedGeneration,
  opened: OpenGeneration,
  surroundings: GenerationSurroundings,
  atOnce: number,
): Promise<RunStopped | null> {
  const { clock, stop } = surroundings;
  const beforeMs = opened.history.totals.timeAtWork();
  const endWatch = limitTime({ hours: prepared.definition.budget.hours, beforeMs, clock, stop });
  const sandbox = await createSandbox();
  try {
    return await measureAll(prepared, opened, surroundings, { sandbox, atOnce });
  } catch (error) {
    if (error instanceof RunStopped) return error;
    throw error;
  } finally {
    endWatch();
    await sandbox.close();
  }
}

async function measureAll(
  prepared: PreparedGeneration,
  { history, positions }: OpenGeneration,
  surroundings: GenerationSurroundings,
  { sandbox, atOnce }: { readonly sandbox: Sandbox; readonly atOnce: number },
): Promise<RunStopped | null> {
  const model = modelStack(prepared, history, surroundings);
  const setting: PlaceSetting = {
    episode: { ...episodeSetting(prepared, sandbox), model },
    log: history.episodes,
    documents: readWhenAsked(prepared),
    episodeRetries: prepared.definition.search.episodeRetries,
    onEvent: surroundings.onEvent,
  };
  const harness = await prepareHarness(prepared.harness);
  const { every } = prepared.origin.learnings ?? { every: null };
  const batches = inBatches(plannedEpisodes(prepared, positions), every);
  for (const [batch, episodes] of batches) {
    const { notes } = notesFor(batch, versionsOf(history));
    const informed = { ...setting, episode: { ...setting.episode, learnings: notesText(notes) } };
    const lost = await runAll(informed, harness, episodes, { atOnce, stop: surroundings.stop });
    if (lost !== null) return lost;
    if (batch === batches.at(-1)?.[0]) break;
    const version = await learnFromBatch({ history, model }, batch, episodes);
    surroundings.onNotes?.(version);
  }
  return null;
}

/** Runs episodes that know the same; resolves with what kept some from it. */
async function runAll(
  setting: PlaceSetting,
  harness: PreparedHarness,
  episodes: Iterable<PlannedEpisode>,
  { atOnce, stop }: { readonly atOnce: number; readonly stop: Surroundings["stop"] },
): Promise<RunStopped | null> {
  const lost: { count: number; reason: string } = { count: 0, reason: "" };
  await inTurn(
    episodes,
    atOnce,
    async ({ batch, place }) => {
      const { observation } = await runPlace(setting, batch, harness, place);
      if (!lostToProvider(observation)) return;
      lost.count += 1;
      lost.reason = observation.reason;
    },
    () => stop.request(),
  );
  if (lost.count === 0) return null;
  return new RunStopped(
    `${plural(lost.count, "document")} could not be tried to an end (${lost.reason}); all others that were begun are done.`,
    "provider",
  );
}

/** Documents as models are shown them, each read from its file when its episode begins. */
function readWhenAsked({ catalogue, documents, definition }: PreparedGeneration): ShownDocuments {
  const byId = new Map<DocumentId, (typeof documents)[number]>(documents.map((one) => [one.id, one]));
  return {
    get: (id) => {
      const document = byId.get(id);
      return document && showDocument(catalogue.read(document), definition.corpus.maxCharacters);
    },
  };
}
