import type { CommitHash, TreeHash } from "../foundation/ids.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { Observation } from "../inner/trajectory.js";
import type { Admitter } from "../population/candidates/candidate-store.js";
import { trainBatch, validationBatch } from "./batches.js";
import { runBothSides } from "./both-sides.js";
import type { CrossedPair } from "./crossed-pair.js";
import type { Evidence } from "./evidence.js";
import type { Edited, NotEvaluated } from "./examine-edit.js";
import { crossoverOf } from "./policies/crossover.js";
import { minibatchOf } from "./policies/minibatch.js";
import type { ScoredMember } from "./policies/select-parent.js";
import type { PopulationView } from "./population-view.js";
import { namedTrajectories } from "./render/trajectory-line.js";
import type { SearchSetting } from "./search-setting.js";
import { settle } from "./settle.js";

/** What an iteration brings to its decision. */
export type MutantAttempt = {
  readonly parent: TreeHash;
  /** The second parent, where two lineages were merged. */
  readonly other?: { readonly tree: TreeHash; readonly commit: CommitHash };
  readonly summary: string;
} & (
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
  const { parent, pair } = await chooseParents(setting, iteration, view);
  const files = await setting.candidates.read(parent.commit);
  const edited = await edit(setting, iteration, view, { parent, pair, files });
  const parents = { parent: parent.candidate, ...(pair && { other: otherOf(pair) }) };
  if ("ended" in edited) return { ...edited, ...parents };
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
    ...parents,
    ended: "evaluated",
    parentCommit: parent.commit,
    parentEvidence: parent.evidence,
    parentRun,
    mutantRun,
  };
}

/** The second parent of a merge. */
export function otherOf({ other, otherCommit }: CrossedPair) {
  return { tree: other, commit: otherCommit };
}

interface Parents {
  readonly parent: ScoredMember;
  /** Both parents and their ancestor, of an iteration that merges; `parent` is the better of the two. */
  readonly pair: CrossedPair | null;
}

async function chooseParents(
  setting: SearchSetting,
  iteration: number,
  view: PopulationView,
): Promise<Parents> {
  const { members } = view;
  const { parent, body } = setting.policy.selectParent(
    members,
    setting.temperature,
    setting.random,
    iteration,
  );
  await setting.history.decisions.append({ iteration, kind: "select", body });
  const share = setting.crossover?.share ?? 0;
  if (share === 0) return { parent, pair: null };
  const crossed = crossoverOf(share, body, view, setting.random, iteration);
  await setting.history.decisions.append({ iteration, kind: "crossover", body: crossed });
  const { pair } = crossed;
  const better = members.find(({ candidate }) => candidate === pair?.parent);
  return { parent: better ?? parent, pair };
}

/** A merge where there are two parents, else what the agents make of the parent's training episodes. */
async function edit(
  setting: SearchSetting,
  iteration: number,
  view: PopulationView,
  { parent, pair, files }: Parents & { readonly files: HarnessFiles },
): Promise<Edited | NotEvaluated> {
  const stepping = (name: string) => step(setting, iteration, parent, name);
  if (pair === null || setting.crossover === undefined) {
    const trajectories = await runMinibatch(setting, iteration, parent, files);
    return setting.edit({ iteration, view, parent, files, trajectories, step: stepping });
  }
  const [other, ancestor] = await settle([
    setting.candidates.read(pair.otherCommit),
    setting.candidates.read(pair.ancestorCommit),
  ]);
  const ways = { base: ancestor as HarnessFiles, ours: files, theirs: other as HarnessFiles };
  return setting.crossover.merge({ iteration, view, pair, ways, step: stepping });
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
