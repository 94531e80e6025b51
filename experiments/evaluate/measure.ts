import { inLongStage } from "../../foundation/stages.js";
import type { Trajectory } from "../../inner/trajectory.js";
import { preflight } from "../../models/preflight.js";
import { settle } from "../../outer/settle.js";
import { type Assembly, assemble, type Surroundings } from "../assemble.js";
import { requireSoundBaseline } from "../baseline-check.js";
import { openRun } from "../open-run.js";
import { resumable } from "../resumable.js";
import { placeOf } from "./place-of.js";
import type { NamedHarness, PreparedEvaluation } from "./prepare-evaluation.js";

/** All episodes of both harnesses, in the order of documents and repeats. */
export interface Measured {
  readonly edited: readonly Trajectory[];
  readonly against: readonly Trajectory[];
}

/**
 * Runs both harnesses on the validation documents, `repeats` times each. Episodes that the folder already holds are not
 * run again, whichever harness they were measured beside. Rejects as runExperiment does.
 */
export async function measure(
  { experiment, edited, against }: PreparedEvaluation,
  surroundings: Surroundings,
  repeats: number,
): Promise<Measured> {
  const { clock, environment } = surroundings;
  await requireSoundBaseline(experiment);
  await preflight({ seats: experiment.seats, environment, clock });
  const history = await inLongStage("startup", () => openRun(experiment, clock));
  try {
    const assembly = await inLongStage("startup", () => assemble(experiment, history, surroundings));
    try {
      const places = [await placeOf(history, against.tree), await placeOf(history, edited.tree)];
      const [first = [], second = []] = await settle(
        [against, edited].map((harness, index) => episodesOf(assembly, harness, places[index] ?? 0, repeats)),
      );
      await history.flush();
      return { against: first, edited: second };
    } finally {
      await assembly.close();
    }
  } catch (error) {
    throw resumable(error);
  } finally {
    await history.close().catch(() => {}); // what was refused before is refused again
  }
}

function episodesOf(
  { setting }: Assembly,
  { tree, files }: NamedHarness,
  place: number,
  repeats: number,
): Promise<readonly Trajectory[]> {
  return setting.episodes({
    iteration: place,
    phase: "validate-mutant",
    purpose: "validate",
    split: "validation",
    candidate: tree,
    files,
    documents: setting.splits.validation,
    repeat: 0,
    times: repeats,
  });
}
