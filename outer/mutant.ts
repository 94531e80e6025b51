import type { CommitHash, TreeHash } from "../foundation/ids.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { Observation } from "../inner/trajectory.js";
import { changedFiles, unifiedDiff } from "../population/candidates/diff.js";
import { analyze } from "./agents/analyzer.js";
import { type Implementation, implement } from "./agents/implementer.js";
import { type DecisionBody, guardSchema } from "./decisions.js";
import { evaluate } from "./evaluate.js";
import { drawMinibatch } from "./policies/minibatch.js";
import { boltzmann, type ScoredMember } from "./policies/select-parent.js";
import type { PopulationView } from "./population-view.js";
import type { SearchSetting } from "./search-setting.js";
import { settle } from "./settle.js";

/** What an iteration brings to its decision. */
export type MutantAttempt = { readonly parent: TreeHash; readonly summary: string } & (
  | { readonly ended: "invalid" | "no change" | "duplicate"; readonly because: string }
  | {
      readonly ended: "evaluated";
      readonly parentCommit: CommitHash;
      readonly files: HarnessFiles;
      readonly tree: TreeHash;
      readonly rationale: string;
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
  const parent = await selectParent(setting, iteration, view);
  const files = await setting.candidates.read(parent.commit);
  const edited = await editParent(setting, iteration, view, parent, files);
  if ("ended" in edited) return { ...edited, parent: parent.candidate };
  step(setting, iteration, parent, "validating");
  const [parentRun = [], mutantRun = []] = await settle([
    validate(setting, iteration, "validate-parent", parent.candidate, files),
    validate(setting, iteration, "validate-mutant", edited.tree, edited.files),
  ]);
  return {
    ...edited,
    ended: "evaluated",
    parent: parent.candidate,
    parentCommit: parent.commit,
    parentRun,
    mutantRun,
  };
}

async function selectParent(
  setting: SearchSetting,
  iteration: number,
  view: PopulationView,
): Promise<ScoredMember> {
  const random = setting.random.fork(`iteration/${iteration}/select`);
  const draw = random.next();
  const { parent, probabilities } = boltzmann(view.members, setting.temperature, draw);
  const members = view.members.map(({ candidate, score, evaluations }, index) => ({
    candidate,
    score,
    evaluations,
    probability: probabilities[index] ?? 0,
  }));
  const body = { members, stream: random.label, draw, parent: parent.candidate, parentCommit: parent.commit };
  await setting.history.decisions.append({ iteration, kind: "select", body });
  return parent;
}

interface Edited {
  readonly files: HarnessFiles;
  readonly tree: TreeHash;
  readonly summary: string;
  readonly rationale: string;
}

interface NotEvaluated {
  readonly ended: "invalid" | "no change" | "duplicate";
  readonly because: string;
  readonly summary: string;
}

async function editParent(
  setting: SearchSetting,
  iteration: number,
  view: PopulationView,
  parent: ScoredMember,
  files: HarnessFiles,
): Promise<Edited | NotEvaluated> {
  const trajectories = await runMinibatch(setting, iteration, parent, files);
  step(setting, iteration, parent, "analyzing");
  const past = view.outcomes;
  const report = await analyze(setting.model, { iteration, trajectories, past });
  if (!report.ok) return { ended: "invalid", because: `analyzer: ${report.problem}`, summary: "" };
  await setting.history.decisions.append({ iteration, kind: "analysis", body: report.value });
  step(setting, iteration, parent, "editing");
  const edit = await implement(setting.model, {
    iteration,
    parent: files,
    report: report.value,
    past,
    edits: setting.edits,
    contract: setting.contract,
    check: (edited) => setting.checks.byImplementer(files, edited),
  });
  if (!edit.ok) return { ended: "invalid", because: `implementer: ${edit.problem}`, summary: "" };
  return examine(setting, iteration, view, parent, files, edit.value);
}

/** Stores the edit, and lets it pass when it changed something, satisfies the guard and is new. */
async function examine(
  setting: SearchSetting,
  iteration: number,
  view: PopulationView,
  parent: ScoredMember,
  files: HarnessFiles,
  edit: Implementation,
): Promise<Edited | NotEvaluated> {
  const { summary, rationale } = edit;
  const changed = changedFiles(files, edit.files);
  const record = (tree: TreeHash | null) => {
    const body = { tree, summary, rationale, changedFiles: changed, diff: unifiedDiff(files, edit.files) };
    return setting.history.decisions.append({ iteration, kind: "edit", body });
  };
  if (changed.length === 0) {
    await record(parent.candidate);
    return { ended: "no change", because: "the harness is as it was", summary };
  }
  step(setting, iteration, parent, "checking");
  const checked = await checkOnce(setting, iteration, files, edit.files);
  if (!checked.passed) {
    await record(null);
    return { ended: "invalid", because: `guard: ${checked.findings.join("; ")}`, summary };
  }
  const tree = setting.candidates.treeOf(edit.files);
  await record(tree);
  if (view.known.has(tree)) {
    return { ended: "duplicate", because: `equals candidate ${tree.slice(0, 6)}`, summary };
  }
  return { files: edit.files, tree, summary, rationale };
}

/** The guard's stored verdict, else a fresh one: a continued run does not depend on this machine's speed. */
async function checkOnce(
  setting: SearchSetting,
  iteration: number,
  files: HarnessFiles,
  edited: HarnessFiles,
): Promise<DecisionBody<"guard">> {
  const stored = setting.history.decisions.find(iteration, "guard");
  if (stored !== undefined) return guardSchema.parse(stored.body);
  const checked = await setting.checks.beforeValidation(files, edited);
  await setting.history.decisions.append({ iteration, kind: "guard", body: checked });
  return checked;
}

async function runMinibatch(
  setting: SearchSetting,
  iteration: number,
  parent: ScoredMember,
  files: HarnessFiles,
) {
  step(setting, iteration, parent, "training episodes");
  const random = setting.random.fork(`iteration/${iteration}/minibatch`);
  const documents = drawMinibatch(setting.splits.train, setting.minibatch, random);
  await setting.history.decisions.append({
    iteration,
    kind: "minibatch",
    body: { stream: random.label, documents },
  });
  const trajectories = await evaluate(setting.evaluation, {
    iteration,
    phase: "train",
    purpose: "train",
    repeat: iteration,
    split: "train",
    candidate: parent.candidate,
    files,
    documents,
  });
  return trajectories.map((trajectory, index) => ({
    name: `T${index + 1}`,
    trajectory,
    title: setting.evaluation.documents.get(trajectory.observation.document)?.title ?? "",
  }));
}

async function validate(
  setting: SearchSetting,
  iteration: number,
  phase: "validate-parent" | "validate-mutant",
  candidate: TreeHash,
  files: HarnessFiles,
): Promise<Observation[]> {
  const documents = setting.splits.validation;
  const trajectories = await evaluate(setting.evaluation, {
    iteration,
    phase,
    purpose: "validate",
    repeat: iteration,
    split: "validation",
    candidate,
    files,
    documents,
  });
  return trajectories.map((one) => one.observation);
}

function step(setting: SearchSetting, iteration: number, parent: ScoredMember, name: string): void {
  setting.onEvent({ kind: "step", iteration, step: name, parent: parent.candidate });
}
