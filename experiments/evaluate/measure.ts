import { inLongStage } from "../../foundation/stages.js";
import type { Trajectory } from "../../inner/trajectory.js";
import { preflight } from "../../models/preflight.js";
import type { Batch } from "../../outer/evaluate.js";
import { settle } from "../../outer/settle.js";
import { assemble, type Surroundings } from "../assemble.js";
import { requireSoundBaseline } from "../baseline-check.js";
import { openRun } from "../open-run.js";
import type { PreparedExperiment } from "../prepare.js";
import { resumable } from "../resumable.js";
import { placeOf } from "./place-of.js";
import type { NamedHarness, PreparedEvaluation } from "./prepare-evaluation.js";

type Harness = Pick<NamedHarness, "tree" | "files">;

/** All episodes of both harnesses, in the order of documents and repeats. */
export interface Measured {
  readonly edited: readonly Trajectory[];
  readonly against: readonly Trajectory[];
}

/** Which episodes of a harness are asked for; see Batch. */
export type AskedEpisodes = Pick<Batch, "phase" | "purpose" | "split" | "documents" | "times">;

/**
 * Runs both harnesses on the validation documents, `repeats` times each, in keys that no search has, so that a harness
 * is not measured again by the very luck that it was selected for. Episodes that the folder already holds are not
 * run again, whichever harness they were measured beside. Rejects as runExperiment does.
 */
export async function measure(
  { experiment, edited, against }: PreparedEvaluation,
  surroundings: Surroundings,
  repeats: number,
): Promise<Measured> {
  const [first = [], second = []] = await measureHarnesses(
    { experiment, harnesses: [against, edited] },
    surroundings,
    {
      phase: "validate-mutant",
      purpose: "calibrate",
      split: "validation",
      documents: experiment.splits.validation.map(({ id }) => id),
      times: repeats,
    },
  );
  return { against: first, edited: second };
}

/**
 * The same episodes of each harness, in their order; those that the experiment's folder already holds are not run again.
 * Rejects as runExperiment does.
 */
export async function measureHarnesses(
  {
    experiment,
    harnesses,
  }: { readonly experiment: PreparedExperiment; readonly harnesses: readonly Harness[] },
  surroundings: Surroundings,
  asked: AskedEpisodes,
): Promise<readonly (readonly Trajectory[])[]> {
  const { clock, environment } = surroundings;
  await requireSoundBaseline(experiment);
  await preflight({ seats: experiment.seats, environment, clock });
  const history = await inLongStage("startup", () => openRun(experiment, clock));
  try {
    const assembly = await inLongStage("startup", () => assemble(experiment, history, surroundings));
    try {
      const places: number[] = [];
      for (const { tree } of harnesses) places.push(await placeOf(history, tree));
      const episodes = await settle(
        harnesses.map(({ tree, files }, index) =>
          assembly.setting.episodes({
            ...asked,
            iteration: places[index] ?? 0,
            candidate: tree,
            files,
            repeat: 0,
          }),
        ),
      );
      await history.flush();
      return episodes;
    } finally {
      await assembly.close();
    }
  } catch (error) {
    throw resumable(error);
  } finally {
    await history.close().catch(() => {}); // what was refused before is refused again
  }
}
