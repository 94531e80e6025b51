import { mergeOnce, type TwoWays } from "../population/candidates/three-way-merge.js";
import type { Implementation } from "./agents/implementer.js";
import { resolveConflicts } from "./agents/merge-conflicts.js";
import type { AgentResult } from "./agents/tool-loop.js";
import type { CrossedPair } from "./crossed-pair.js";
import { analysisSchema, type DecisionBody } from "./decisions.js";
import { type AgentSetting, examined } from "./edit-by-agents.js";
import type { Edited, NotEvaluated } from "./examine-edit.js";
import { lineSince } from "./line-of-edits.js";
import type { MergeAssignment } from "./search-setting.js";

/**
 * Merges two lineages by git's three-way merge. Without conflicts no agent is asked; else the implementer resolves
 * them, and fails when it leaves any. The guard examines the result as an edit of the better parent, and both are
 * stored as of any edit.
 */
export async function mergeByAgents(
  setting: AgentSetting,
  { iteration, view, pair, ways, step }: MergeAssignment,
): Promise<Edited | NotEvaluated> {
  step("merging");
  const { decisions } = setting.history;
  const reportOf = (made: number): DecisionBody<"analysis"> | null => {
    const stored = decisions.find(made, "analysis");
    return stored === undefined ? null : analysisSchema.parse(stored.body);
  };
  const merged = await mergeHarnesses(setting, { iteration, view, pair, ways, reportOf });
  if (!merged.ok) return { ended: "invalid", because: `implementer: ${merged.problem}`, summary: "" };
  const parent = { candidate: pair.parent };
  return examined(setting, { iteration, view, parent, files: ways.ours, step }, merged.value);
}

/** The merged harness, before the guard. Rejects only as Model.complete and the check do, and when git fails. */
export async function mergeHarnesses(
  {
    model,
    edits,
    contract,
    checks,
  }: Pick<AgentSetting, "model" | "edits" | "contract"> & {
    readonly checks: Pick<AgentSetting["checks"], "byImplementer">;
  },
  {
    iteration,
    view,
    pair,
    ways,
    reportOf,
  }: Omit<MergeAssignment, "step"> & {
    readonly reportOf: (iteration: number) => DecisionBody<"analysis"> | null;
  },
): Promise<AgentResult<Implementation>> {
  const merged = await mergeOnce(ways);
  if ("files" in merged) return { ok: true, value: withoutConflict(merged.files, pair) };
  const [ours, theirs] = [pair.parent, pair.other].map((member) =>
    lineSince(pair.ancestor, member, view, reportOf),
  );
  return resolveConflicts(model, {
    ...{ iteration, edits, contract, base: ways.base },
    ...{ marked: merged.marked, conflicts: merged.conflicts, ours: ours ?? [], theirs: theirs ?? [] },
    check: (files) => checks.byImplementer(ways.ours, files),
  });
}

function withoutConflict(files: TwoWays["ours"], { parent, other, ancestor }: CrossedPair): Implementation {
  const [one, second, first] = [parent, other, ancestor].map((tree) => tree.slice(0, 6));
  return {
    files,
    summary: `Merge of ${one} and ${second}`,
    rationale: `Both descend from ${first}, and what was changed since then does not overlap.`,
  };
}
