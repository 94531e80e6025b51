import type { TreeHash } from "../../foundation/ids.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { ThreeWayMerges } from "../../population/candidates/three-way-merge.js";
import { treeHash } from "../../population/candidates/tree-hash.js";
import type { CandidateEntry, HistoryReader } from "../../population/history/history.js";
import { filesOf } from "../harness-reference.js";
import { nameOf } from "../named-candidate.js";
import { wayTo } from "../report/candidate-name.js";
import { namedCandidates } from "./ablated.js";

/** One accepted edit on the way from the baseline to a candidate. */
export interface Edit {
  /** The candidate that it made. */
  readonly entry: CandidateEntry;
  readonly name: string;
  /** Of its parent; of a candidate with two parents, the first one. */
  readonly before: HarnessFiles;
  readonly after: HarnessFiles;
}

/** What becomes of a candidate when one of its edits is taken back. */
export type Removal =
  | {
      readonly kind: "comes off";
      readonly edit: Edit;
      /** Later edits that stand on it and are taken back with it; mostly none. */
      readonly with: readonly Edit[];
      readonly tree: TreeHash;
      readonly files: HarnessFiles;
    }
  | {
      readonly kind: "does not come off";
      readonly edit: Edit;
      /** Files in which later edits stand on it. */
      readonly conflicts: readonly string[];
    }
  /** Later edits have undone it: the candidate is the same without it. */
  | { readonly kind: "removes nothing"; readonly edit: Edit };

/**
 * The accepted edits that lead to a candidate, the first one first; none for the baseline.
 * @throws UsageError as filesOf does.
 */
export function editsTo(history: HistoryReader, run: string, end: CandidateEntry): Edit[] {
  const all = namedCandidates(history);
  const entries = wayTo(end.tree, all);
  const files = entries.map((entry) => filesOf(history, run, entry).files);
  return entries.slice(1).flatMap((entry, index): Edit[] => {
    const [before, after] = [files[index], files[index + 1]];
    if (before === undefined || after === undefined) return [];
    return [{ entry, name: nameOf(entry, all), before, after }];
  });
}

/**
 * Takes every edit back on its own, by git's three-way merge: the edit's own files are the base, the candidate is one
 * side and the edit's parent the other, as `git revert` has it. Where one later edit stands in the way, both are taken
 * back together.
 * @param edits all that lead to the candidate, the first one first.
 */
export async function removalsOf(merges: ThreeWayMerges, edits: readonly Edit[]): Promise<Removal[]> {
  const removals: Removal[] = [];
  for (const edit of edits) removals.push(await removalOf(merges, edit, edits));
  return removals;
}

async function removalOf(merges: ThreeWayMerges, edit: Edit, edits: readonly Edit[]): Promise<Removal> {
  const end = filesAfter(edits);
  const alone = await withoutEdits(merges, end, [edit]);
  if (alone.left.length === 0) {
    const tree = treeHash(alone.files);
    if (tree === treeHash(end)) return { kind: "removes nothing", edit };
    return { kind: "comes off", edit, with: [], tree, files: alone.files };
  }
  for (const later of edits.slice(edits.indexOf(edit) + 1)) {
    const { files, left } = await withoutEdits(merges, end, [edit, later]);
    if (left.length === 0) return { kind: "comes off", edit, with: [later], tree: treeHash(files), files };
  }
  return { kind: "does not come off", edit, conflicts: alone.conflicts };
}

/** What is left of a candidate when some of its edits are taken back, the last one first. */
export interface Rest {
  readonly files: HarnessFiles;
  /** Those that did not come off, and are still in it. */
  readonly left: readonly Edit[];
  readonly conflicts: readonly string[];
}

/** @param removed in the order in which they were made. */
export async function withoutEdits(
  merges: ThreeWayMerges,
  files: HarnessFiles,
  removed: readonly Edit[],
): Promise<Rest> {
  let rest: Rest = { files, left: [], conflicts: [] };
  for (const edit of removed.toReversed()) {
    const merged = await merges.merge({ base: edit.after, ours: rest.files, theirs: edit.before });
    rest =
      "files" in merged
        ? { ...rest, files: merged.files }
        : {
            ...rest,
            left: [edit, ...rest.left],
            conflicts: [...new Set([...rest.conflicts, ...merged.conflicts])],
          };
  }
  return rest;
}

/** The files of the candidate that edits lead to. */
export function filesAfter(edits: readonly Edit[]): HarnessFiles {
  const last = edits.at(-1);
  if (last === undefined) throw new Error("no edit leads to the baseline");
  return last.after;
}
