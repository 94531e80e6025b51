import type { DocumentId } from "../foundation/ids.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { Observation } from "../inner/trajectory.js";
import { treeHash } from "../population/candidates/tree-hash.js";
import { calibrationBatch, type PlannedBatch } from "./batches.js";
import { runBothSides } from "./both-sides.js";
import type { DecisionBody } from "./decisions.js";
import { nullMutant } from "./null-mutant.js";
import type { SearchPolicy } from "./policies/search-policy.js";
import type { ScoredMember } from "./policies/select-parent.js";
import { settle } from "./settle.js";

/** What null mutants are tried with: the run's own rules, and the baseline after its first evaluation. */
export interface CalibrationScene {
  readonly mutants: number;
  readonly files: HarnessFiles;
  readonly baseline: ScoredMember;
  readonly policy: Pick<SearchPolicy, "runsParent" | "waitsForParent" | "nextWave" | "judge">;
  /** All validation documents. */
  readonly documents: readonly DocumentId[];
  readonly maxInconclusiveShare: number;
  /** Runs a batch, or finds what was run. */
  run(batch: PlannedBatch, files: HarnessFiles): Promise<readonly Observation[]>;
}

type Trial = DecisionBody<"calibration">["trials"][number];

/**
 * Tries mutants that change nothing against the baseline, each as an iteration would try a mutant of a baseline that
 * was evaluated once: with the parent's run, the waves and the judgement of the policy. Under a policy that pools, all
 * of them meet the same first run of the baseline. What is observed counts in no score and no decision of the search.
 */
export async function calibration(scene: CalibrationScene): Promise<DecisionBody<"calibration">> {
  const numbers = Array.from({ length: scene.mutants }, (_, index) => index + 1);
  const trials = await settle(numbers.map((number) => trial(scene, number)));
  return { parent: scene.baseline.candidate, trials };
}

async function trial(scene: CalibrationScene, number: number): Promise<Trial> {
  const { policy, baseline: parent, documents, files, maxInconclusiveShare } = scene;
  const edited = nullMutant(files, number);
  const candidate = treeHash(edited);
  const { parentRun, mutantRun: mutant } = await runBothSides({
    ...{ policy, parent, documents },
    runParent: () =>
      scene.run(calibrationBatch(number, "parent", parent.candidate, documents, documents), files),
    runWave: (wave, from) =>
      scene.run(calibrationBatch(number, "mutant", candidate, wave, documents, from), edited),
  });
  const contest = { documents, parent: parent.evidence, parentRun, mutant, maxInconclusiveShare };
  return { candidate, accept: policy.judge(contest) };
}
