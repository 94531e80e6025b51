import type { DocumentId } from "../../foundation/ids.js";
import type { Trajectory } from "../../inner/trajectory.js";
import { analyze } from "../../outer/agents/analyzer.js";
import { implement } from "../../outer/agents/implementer.js";
import { evaluate } from "../../outer/evaluate.js";
import { drawMinibatch } from "../../outer/policies/minibatch.js";
import type { SearchSetting } from "../../outer/search-setting.js";

/** What was tried: whole episodes, and whether the analyzer and the implementer had their turn. */
export interface Pilot {
  readonly episodes: readonly Trajectory[];
  readonly edited: boolean;
}

/**
 * The first pieces of a run, under the keys and tickets that the run itself gives them: the baseline on the first
 * `documents` validation documents, its training episodes of iteration 1, whose parent can only be the baseline, and
 * that iteration's analysis and edit. The run finds them in its log. Nothing is decided and nothing is committed.
 */
export async function runPilot(setting: SearchSetting, documents: number): Promise<Pilot> {
  const candidate = setting.candidates.treeOf(setting.baseline);
  const baseline = { candidate, files: setting.baseline };
  const validated = await evaluate(setting.evaluation, {
    ...baseline,
    iteration: 0,
    phase: "validate-parent",
    purpose: "baseline",
    repeat: 0,
    split: "validation",
    documents: setting.splits.validation.slice(0, documents),
  });
  const random = setting.random.fork("iteration/1/minibatch");
  const trained = await evaluate(setting.evaluation, {
    ...baseline,
    iteration: 1,
    phase: "train",
    purpose: "train",
    repeat: 1,
    split: "train",
    documents: drawMinibatch(setting.splits.train, setting.minibatch, random),
  });
  return { episodes: [...validated, ...trained], edited: await edit(setting, trained) };
}

async function edit(setting: SearchSetting, trained: readonly Trajectory[]): Promise<boolean> {
  const titleOf = (document: DocumentId) => setting.evaluation.documents.get(document)?.title ?? "";
  const trajectories = trained.map((trajectory, index) => ({
    name: `T${index + 1}`,
    trajectory,
    title: titleOf(trajectory.observation.document),
  }));
  const report = await analyze(setting.model, { iteration: 1, trajectories, past: [] });
  if (!report.ok) return false;
  const { edits, contract, checks, baseline } = setting;
  const edited = await implement(setting.model, {
    iteration: 1,
    parent: baseline,
    report: report.value,
    past: [],
    edits,
    contract,
    check: (files) => checks.byImplementer(baseline, files),
  });
  return edited.ok;
}
