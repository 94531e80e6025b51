import type { TreeHash } from "../../foundation/ids.js";
import { totalOf } from "../evidence.js";
import type { ScoredMember } from "./select-parent.js";

/** The prior of a candidate without a parent. */
const rootEpisodes = 2;
const rootRate = 0.5;

/** Of a member, what its shrunk score follows from. */
type Known = Pick<ScoredMember, "candidate" | "parent" | "evidence">;

/** Episodes that the prior counts for where nothing else is said. */
export const usualPrior = 40;

/**
 * Members with shrunk scores: the mean of a beta posterior whose prior is centred on the parent's own posterior mean. A
 * member that was lucky on few episodes is pulled towards its parent; one that is well known stands where it was seen.
 * @param priorEpisodes that the prior counts for: how much a mutant is like its parent before anything is known of it.
 */
export function shrunk<M extends Known>(
  members: readonly M[],
  priorEpisodes: number,
): (M & { readonly score: number })[] {
  const byTree = new Map(members.map((member) => [member.candidate, member]));
  const known = new Map<TreeHash, number>();
  const scoreOf = (member: M): number => {
    const found = known.get(member.candidate);
    if (found !== undefined) return found;
    const { accepted, conclusive } = totalOf(member.evidence);
    const parent = member.parent === null ? undefined : byTree.get(member.parent);
    const [centre, weight] =
      parent === undefined ? [rootRate, rootEpisodes] : [scoreOf(parent), priorEpisodes];
    const score = (centre * weight + accepted) / (weight + conclusive);
    known.set(member.candidate, score);
    return score;
  };
  return members.map((member) => ({ ...member, score: scoreOf(member) }));
}
