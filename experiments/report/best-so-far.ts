import type { TreeHash } from "../../foundation/ids.js";
import { type MeanScore, shareOf, type ValidationEvaluation } from "./pass-rate.js";

/** The member with the highest mean validation score, as far as was known then. */
export interface Leader extends MeanScore {
  readonly candidate: TreeHash;
}

export interface Joining {
  readonly iteration: number;
  readonly candidate: TreeHash;
}

/**
 * The leader after each of `iterations` (ascending), over the members that had joined by then and all their
 * evaluations made by then: it falls when a lucky leader is evaluated again. On equal scores the member evaluated
 * more often leads, then the older one, as at the end of a search. Null until a member has been measured.
 */
export function leaderAfter(
  iterations: readonly number[],
  joined: readonly Joining[],
  evaluations: readonly ValidationEvaluation[],
): (Leader | null)[] {
  const scores = new Map<TreeHash, { sum: number; evaluations: number }>();
  return iterations.map((iteration) => {
    for (const { candidate, rate } of evaluations.filter((one) => one.iteration === iteration)) {
      const share = shareOf(rate);
      if (share === null) continue;
      const score = scores.get(candidate) ?? { sum: 0, evaluations: 0 };
      scores.set(candidate, { sum: score.sum + share, evaluations: score.evaluations + 1 });
    }
    const members = joined.filter((member) => member.iteration <= iteration);
    return members.map(scored).reduce(ahead, null);
  });

  function scored({ candidate }: Joining): Leader | null {
    const score = scores.get(candidate);
    if (score === undefined) return null;
    return { candidate, score: score.sum / score.evaluations, evaluations: score.evaluations };
  }
}

function ahead(leader: Leader | null, member: Leader | null): Leader | null {
  if (member === null || leader === null) return leader ?? member;
  if (member.score !== leader.score) return member.score > leader.score ? member : leader;
  return member.evaluations > leader.evaluations ? member : leader;
}
