import type { CommitHash, TreeHash } from "../foundation/ids.js";
import type { DecisionBody } from "./decisions.js";
import { type CandidateEvidence, noEvidence, pooled, totalOf } from "./evidence.js";
import type { SearchPolicy } from "./policies/search-policy.js";
import type { ScoredMember } from "./policies/select-parent.js";
import type { PastIteration } from "./render/history-text.js";

/** What one finished iteration or admission added to what is known. Iteration 0 is the baseline's evaluation. */
export interface FinishedIteration {
  /** Of an admission, what stands for it where iterations are named. */
  readonly iteration: number;
  /** Of an admission by hand, its place in the run. */
  readonly place?: TurnPlace;
  /** Null for iteration 0. */
  readonly outcome: DecisionBody<"outcome"> | null;
  /** The committed candidate of this iteration: the baseline, a new member or a rejected mutant. */
  readonly candidate: { tree: TreeHash; commit: CommitHash; member: boolean } | null;
  /** Validation evaluations made in this iteration. */
  readonly evaluations: readonly CandidateEvidence[];
}

/** Where a run took an admission: see admissionSchema. */
export type TurnPlace = Pick<DecisionBody<"admission">, "decided" | "begun">;

/** The population as one iteration sees it: a function of the finished iterations and admissions it may know. */
export interface PopulationView {
  /** In the order they joined. */
  readonly members: readonly ScoredMember[];
  /** Every candidate ever committed, members and rejected. */
  readonly known: ReadonlyMap<TreeHash, CommitHash>;
  readonly outcomes: readonly PastIteration[];
  /** Conclusive validation episodes so far, those of rejected mutants too. */
  readonly episodes: number;
}

/** Before anything was evaluated. */
export const emptyPopulation: PopulationView = { members: [], known: new Map(), outcomes: [], episodes: 0 };

/** The view of what is given, in the order in which it was decided; a member's score is the mean over its evaluations' rates. */
export function populationView(finished: readonly FinishedIteration[]): PopulationView {
  return finished.reduce(extended, emptyPopulation);
}

/** The view with one more turn. Takes time by the number of members, never by that of evaluations. */
export function extended(
  view: PopulationView,
  { iteration, outcome, place, candidate, evaluations }: FinishedIteration,
): PopulationView {
  const members = candidate?.member ? [...view.members, newMember(candidate, outcome)] : view.members;
  return {
    members: evaluations.reduce(evaluated, outcome === null ? members : tried(members, outcome)),
    episodes: evaluations.reduce((sum, one) => sum + totalOf(one.evidence).conclusive, view.episodes),
    known: candidate === null ? view.known : new Map([...view.known, [candidate.tree, candidate.commit]]),
    outcomes:
      outcome === null
        ? view.outcomes
        : [
            ...view.outcomes,
            place === undefined ? { iteration, outcome } : { iteration, outcome, after: place.decided },
          ],
  };
}

function newMember(
  { tree, commit }: { readonly tree: TreeHash; readonly commit: CommitHash },
  outcome: DecisionBody<"outcome"> | null,
): ScoredMember {
  const unknown = { fruitless: 0, score: 0, rateSum: 0, evaluations: 0, evidence: noEvidence };
  const parent = outcome?.parent ?? null;
  const other = outcome?.otherParent;
  return { candidate: tree, commit, parent, ...(other && { otherParent: other }), ...unknown };
}

/** The members after one more iteration that began from one of them. */
function tried(
  members: readonly ScoredMember[],
  { outcome, parent }: DecisionBody<"outcome">,
): readonly ScoredMember[] {
  const at = members.findIndex((one) => one.candidate === parent);
  const member = members[at];
  if (member === undefined || outcome === "inconclusive") return members;
  return members.with(at, { ...member, fruitless: outcome === "accepted" ? 0 : member.fruitless + 1 });
}

/** The members with what one more run says of one of them; unchanged when it is none of them. */
export function evaluated(
  members: readonly ScoredMember[],
  { candidate, evidence }: CandidateEvidence,
): readonly ScoredMember[] {
  const at = members.findIndex((one) => one.candidate === candidate);
  const member = members[at];
  if (member === undefined || evidence.size === 0) return members;
  const { accepted, conclusive } = totalOf(evidence);
  const rateSum = member.rateSum + accepted / conclusive;
  const evaluations = member.evaluations + 1;
  const known = { rateSum, evaluations, score: rateSum / evaluations };
  return members.with(at, { ...member, ...known, evidence: pooled([member.evidence, evidence]) });
}

/**
 * The member a run ends with: highest mean score; on equal scores the one evaluated more often, then the older.
 * @throws RangeError when there is no member.
 */
export function bestMember(view: Pick<PopulationView, "members">): ScoredMember {
  const [first, ...rest] = view.members;
  if (first === undefined) throw new RangeError("the population is empty");
  return rest.reduce((best, member) => {
    const better =
      member.score > best.score || (member.score === best.score && member.evaluations > best.evaluations);
    return better ? member : best;
  }, first);
}

/** The decision which member a run ends with. @throws RangeError when there is no member. */
export function finalOf(
  members: readonly ScoredMember[],
  policy: Pick<SearchPolicy, "scored">,
): DecisionBody<"final"> {
  const scored = policy.scored(members);
  const best = bestMember({ members: scored });
  const scores = scored.map(({ candidate, score, evaluations }) => ({ candidate, score, evaluations }));
  return { best: best.candidate, bestCommit: best.commit, members: scores };
}

/** The last iteration that an iteration may know of when `concurrency` are under way at once. */
export function lastVisible(iteration: number, concurrency: number): number {
  return Math.max(0, iteration - concurrency);
}
