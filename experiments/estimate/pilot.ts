import type { DocumentId } from "../../foundation/ids.js";
import type { Trajectory } from "../../inner/trajectory.js";
import { analyze } from "../../outer/agents/analyzer.js";
import { implement } from "../../outer/agents/implementer.js";
import type { AgentSetting } from "../../outer/edit-by-agents.js";
import { drawMinibatch } from "../../outer/policies/minibatch.js";
import type { SearchSetting } from "../../outer/search-setting.js";
import type { Assembly } from "../assemble.js";

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
export async function runPilot(
  { setting, agents }: Pick<Assembly, "setting" | "agents">,
  documents: number,
): Promise<Pilot> {
  const candidate = setting.candidates.treeOf(setting.baseline);
  const baseline = { candidate, files: setting.baseline };
  const validated = await setting.episodes({
    ...baseline,
    iteration: 0,
    phase: "validate-parent",
    purpose: "baseline",
    repeat: 0,
    split: "validation",
    documents: setting.splits.validation.slice(0, documents),
  });
  const random = setting.random.fork("iteration/1/minibatch");
  const trained = await setting.episodes({
    ...baseline,
    iteration: 1,
    phase: "train",
    purpose: "train",
    repeat: 1,
    split: "train",
    documents: drawMinibatch(setting.splits.train, setting.minibatch, random),
  });
  return { episodes: [...validated, ...trained], edited: await edit(setting, agents, trained) };
}

async function edit(
  { baseline, documents }: SearchSetting,
  { model, edits, contract, checks }: AgentSetting,
  trained: readonly Trajectory[],
): Promise<boolean> {
  const titleOf = (document: DocumentId) => documents.get(document)?.title ?? "";
  const trajectories = trained.map((trajectory, index) => ({
    name: `T${index + 1}`,
    trajectory,
    title: titleOf(trajectory.observation.document),
  }));
  const report = await analyze(model, { iteration: 1, trajectories, past: [] });
  if (!report.ok) return false;
  const edited = await implement(model, {
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
