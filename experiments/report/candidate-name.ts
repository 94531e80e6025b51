import type { TreeHash } from "../../foundation/ids.js";
import type { CandidateEntry } from "../../population/history/history.js";

/** What people read for a candidate: `baseline`, or the first six digits of its tree. */
export type CandidateNames = (tree: TreeHash | null) => string;

/** Names within one run; `-` where there is no candidate. */
export function candidateNames(baseline: TreeHash | null): CandidateNames {
  return (tree) => (tree === null ? "-" : tree === baseline ? "baseline" : tree.slice(0, 6));
}

/** The tree of the baseline; null before it is committed. */
export function baselineOf(candidates: readonly CandidateEntry[]): TreeHash | null {
  return candidates.find(({ standing }) => standing === "baseline")?.tree ?? null;
}

/** The candidate's ancestors from its parent back to the baseline; empty for the baseline and the unknown. */
export function ancestorsOf(tree: TreeHash, candidates: readonly CandidateEntry[]): TreeHash[] {
  const byCommit = new Map(candidates.map((entry) => [entry.commit, entry]));
  const ancestors: TreeHash[] = [];
  let entry = candidates.find((candidate) => candidate.tree === tree);
  while (entry !== undefined && entry.parent !== null && ancestors.length < candidates.length) {
    entry = byCommit.get(entry.parent);
    if (entry !== undefined) ancestors.push(entry.tree);
  }
  return ancestors;
}

/** The candidates from the baseline to one of them, both included; empty for the unknown. */
export function wayTo(tree: TreeHash, candidates: readonly CandidateEntry[]): CandidateEntry[] {
  const trees = [...ancestorsOf(tree, candidates).reverse(), tree];
  return trees.flatMap((one) => candidates.find((entry) => entry.tree === one) ?? []);
}
