import type { DocumentId, TreeHash } from "../../foundation/ids.js";
import { prepareHarness } from "../../inner/episode/prepare-harness.js";
import { runEpisode } from "../../inner/episode/run-episode.js";
import type { Trajectory } from "../../inner/trajectory.js";
import type { EpisodeKey, Purpose } from "../../models/call-key.js";
import { preflight } from "../../models/preflight.js";
import { ticketOf } from "../../population/history/ticket.js";
import { assemble, modelStack, type Surroundings } from "../assemble.js";
import { openRun } from "../open-run.js";
import { resumable } from "../resumable.js";
import { observed } from "./observed-model.js";
import type { PreparedTry } from "./prepare-try.js";
import type { OnTryEvent } from "./try-event.js";

/**
 * Runs one episode and tells of everything in it as it happens. Every call is stored, so that the same trial again
 * costs nothing; one of the run's own episodes is found by the run. No episode and no decision is stored.
 * Rejects as runExperiment does.
 */
export async function runTry(
  { experiment, harness, chosen, shown, ofRun }: PreparedTry,
  surroundings: Surroundings,
  onTryEvent: OnTryEvent,
): Promise<Trajectory> {
  const { clock, environment } = surroundings;
  await preflight({ seats: experiment.seats, environment, clock });
  const history = await openRun(experiment, clock);
  try {
    const stack = modelStack(experiment, history, surroundings);
    const model = observed(stack, { clock, log: history.calls, onCall: onTryEvent });
    const assembly = await assemble(experiment, history, surroundings, model);
    try {
      return await runEpisode(assembly.evaluation.episode, {
        ticket: ticketOf(0, "validate-parent", ofRun ? chosen.position : 0),
        key: keyOf(harness.tree, shown.id, ofRun ? "baseline" : "calibrate"),
        split: chosen.split ?? "train",
        document: shown,
        harness: await prepareHarness(harness.files),
        onEvent: onTryEvent,
      });
    } finally {
      await assembly.close();
    }
  } catch (error) {
    throw resumable(error);
  } finally {
    await history.close().catch(() => {}); // what was refused before is refused again
  }
}

const keyOf = (candidate: TreeHash, document: DocumentId, purpose: Purpose): EpisodeKey => ({
  ...{ candidate, document, purpose, repeat: 0 },
});
