import type { TreeHash } from "../../foundation/ids.js";
import type { Observation } from "../../inner/trajectory.js";
import { shrunk, usualPrior } from "../../outer/policies/shrunk-score.js";
import type { CandidateEntry } from "../../population/history/history.js";
import { ratesByDocument } from "./pass-rate.js";

/**
 * The members' validation scores with each drawn towards its parent's, in [0, 1]: what is likely true of a member that
 * was selected for a high score. The same view of the evidence for every policy.
 * @param observations those of validation that count, runs of finalists among them.
 */
export function shrunkScores(
  candidates: readonly CandidateEntry[],
  observations: readonly Observation[],
): ReadonlyMap<TreeHash, number> {
  const trees = new Map(candidates.map(({ commit, tree }) => [commit, tree]));
  const members = candidates
    .filter(({ standing }) => standing !== "rejected")
    .map(({ tree, parent }) => ({
      candidate: tree,
      parent: parent === null ? null : (trees.get(parent) ?? null),
      evidence: ratesByDocument(observations.filter(({ candidate }) => candidate === tree)),
    }));
  return new Map(shrunk(members, usualPrior).map(({ candidate, score }) => [candidate, score]));
}
