import type { CommitHash, TreeHash } from "../foundation/ids.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { Observation } from "../inner/trajectory.js";
import type { Admitter } from "../population/candidates/candidate-store.js";
import { trainBatch, validationBatch } from "./batches.js";
import { runBothSides } from "./both-sides.js";
import type { Evidence } from "./evidence.js";
import { minibatchOf } from "./policies/minibatch.js";
import type { ScoredMember } from "./policies/select-parent.js";
import type { PopulationView } from "./population-view.js";
import { namedTrajectories } from "./render/trajectory-line.js";
import type { SearchSetting } from "./search-setting.js";

/** What an iteration brings to its decision. */
export type MutantAttempt = { readonly parent: TreeHash; readonly summary: string } & (
  | { readonly ended: "invalid" | "no change" | "duplicate"; readonly because: string }
  | {
      readonly ended: "evaluated";
      readonly parentCommit: CommitHash;
      /** Who edited it, where a person did. */
      readonly admitter?: Admitter;
      readonly files: HarnessFiles;
      readonly tree: TreeHash;
      readonly rationale: string;
      /** What was known of the parent before. */
      readonly parentEvidence: Evidence;
      readonly parentRun: readonly Observation[];
      readonly mutantRun: readonly Observation[];
    }
);

/**
 * The part of an iteration that needs no decision of its neighbours: parent, minibatch, analysis, edit, guard,
 * and both evaluations. Every draw and every agent's result is stored as a decision.
 */
export async function proposeMutant(
  setting: SearchSetting,
  iteration: number,
  view: PopulationView,
): Promise<MutantAttempt> {
  const parent = await chooseParent(setting, iteration, view);
  const files = await setting.candidates.read(parent.commit);
  const trajectories = await runMinibatch(setting, iteration, parent, files);
  const stepping = (name: string) => step(setting, iteration, parent, name);
  const edited = await setting.edit({ iteration, view, parent, files, trajectories, step: stepping });
  if ("ended" in edited) return { ...edited, parent: parent.candidate };
  step(setting, iteration, parent, "validating");
  const { policy, splits } = setting;
  const { parentRun, mutantRun } = await runBothSides({
    ...{ policy, parent, documents: splits.validation },
    runParent: () => validated(setting, iteration, "validate-parent", parent.candidate, files),
    runWave: async (wave, from) => {
      const batch = validationBatch(iteration, "validate-mutant", edited.tree, wave, from);
      const run = await setting.episodes({ ...batch, files: edited.files });
      return run.map(({ observation }) => observation);
    },
  });
  return {
    ...edited,
    ended: "evaluated",
    parent: parent.candidate,
    parentCommit: parent.commit,
    parentEvidence: parent.evidence,
    parentRun,
    mutantRun,
  };
}

async function chooseParent(
  setting: SearchSetting,
  iteration: number,
  view: PopulationView,
): Promise<ScoredMember> {
  const { members } = view;
  const { parent, body } = setting.policy.selectParent(
    members,
    setting.temperature,
    setting.random,
    iteration,
  );
  await setting.history.decisions.append({ iteration, kind: "select", body });
  return parent;
}

async function runMinibatch(
  setting: SearchSetting,
  iteration: number,
  parent: ScoredMember,
  files: HarnessFiles,
) {
  step(setting, iteration, parent, "training episodes");
  const body = minibatchOf(setting.splits.train, setting.minibatch, setting.random, iteration);
  await setting.history.decisions.append({ iteration, kind: "minibatch", body });
  const batch = trainBatch(iteration, parent.candidate, body.documents);
  const trajectories = await setting.episodes({ ...batch, files });
  return namedTrajectories(trajectories, setting.documents);
}

/** One side of a comparison on the validation split. */
export async function validated(
  setting: SearchSetting,
  iteration: number,
  phase: "validate-parent" | "validate-mutant",
  candidate: TreeHash,
  files: HarnessFiles,
): Promise<Observation[]> {
  const batch = validationBatch(iteration, phase, candidate, setting.splits.validation);
  const trajectories = await setting.episodes({ ...batch, files });
  return trajectories.map((one) => one.observation);
}

function step(setting: SearchSetting, iteration: number, parent: ScoredMember, name: string): void {
  setting.onEvent({ kind: "step", iteration, step: name, parent: parent.candidate });
}
