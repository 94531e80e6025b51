import type { TreeHash } from "../foundation/ids.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import { changedFiles, unifiedDiff } from "../population/candidates/diff.js";
import { treeHash } from "../population/candidates/tree-hash.js";
import type { Implementation } from "./agents/implementer.js";
import type { DecisionBody } from "./decisions.js";
import type { ScoredMember } from "./policies/select-parent.js";
import type { PopulationView } from "./population-view.js";

/** A new harness that may be validated. */
export interface Edited {
  readonly files: HarnessFiles;
  readonly tree: TreeHash;
  readonly summary: string;
  readonly rationale: string;
}

export interface NotEvaluated {
  readonly ended: "invalid" | "no change" | "duplicate";
  readonly because: string;
  readonly summary: string;
}

/**
 * What becomes of an edit, and how it is recorded: it passes when it changed something, satisfied the guard and is
 * new. Pure.
 * @param checked the guard's verdict; null when nothing was changed, and only then.
 */
export function examineEdit(
  view: Pick<PopulationView, "known">,
  parent: Pick<ScoredMember, "candidate">,
  files: HarnessFiles,
  edit: Implementation,
  checked: DecisionBody<"guard"> | null,
): { readonly record: DecisionBody<"edit">; readonly result: Edited | NotEvaluated } {
  const { summary, rationale } = edit;
  const recordOf = (tree: TreeHash | null): DecisionBody<"edit"> => ({
    tree,
    summary,
    rationale,
    changedFiles: changedFiles(files, edit.files),
    diff: unifiedDiff(files, edit.files),
  });
  if (checked === null) {
    const result = { ended: "no change", because: "the harness is as it was", summary } as const;
    return { record: recordOf(parent.candidate), result };
  }
  if (!checked.passed) {
    const because = `guard: ${checked.findings.join("; ")}`;
    return { record: recordOf(null), result: { ended: "invalid", because, summary } };
  }
  const tree = treeHash(edit.files);
  const known = view.known.has(tree);
  const result = known
    ? ({ ended: "duplicate", because: `equals candidate ${tree.slice(0, 6)}`, summary } as const)
    : { files: edit.files, tree, summary, rationale };
  return { record: recordOf(tree), result };
}
