import { commitText } from "../../population/candidates/candidate-commit.js";
import { hashObject, treeHash } from "../../population/candidates/tree-hash.js";
import { type Ablated, ablatedCandidate, ablatedIn, factOf, testFactOf } from "../ablate/ablated.js";
import type { LoggedRun } from "./logged-run.js";
import type { Tally } from "./tally.js";

/** Names of all facts that ablations wrote into a run. */
export function ablatedFacts(run: LoggedRun): string[] {
  return ablatedOf(run).flatMap(({ number, test }) => [
    factOf(number),
    ...(test === null ? [] : [testFactOf(number)]),
  ]);
}

/** What ablations wrote; none where it cannot be read, which is told of as a fact that no run can have. */
export function ablatedOf({ facts }: LoggedRun): Ablated[] {
  try {
    return ablatedIn((name) => facts.get(name));
  } catch {
    return [];
  }
}

/**
 * Audits what ablations wrote: that the stored diff leads to the files, that the parent is a candidate, and that the
 * commit is the one that all this makes. What was measured of it lies in the ablation's own folder.
 */
export async function auditAblated(run: LoggedRun, tally: Tally): Promise<void> {
  const parents = new Set(run.candidateRows.map(({ commit_hash }) => String(commit_hash)));
  for (const ablated of ablatedOf(run)) {
    const place = `run ${factOf(ablated.number)}`;
    await tally.guarded("population", place, async () => {
      const candidate = ablatedCandidate(ablated, run.baseline);
      const tree = treeHash(candidate.files);
      const commit = hashObject("commit", Buffer.from(commitText(candidate, tree))).toString("hex");
      const stored = { tree: ablated.tree, commit: ablated.commit, parent: parents.has(ablated.parent) };
      tally.compare("population", place, stored, { tree, commit, parent: true });
    });
  }
}
