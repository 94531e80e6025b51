import type { CommitHash, TreeHash } from "../foundation/ids.js";
import type { DecisionBody } from "./decisions.js";
import { type CandidateEvidence, type Evidence, noEvidence, pooled, totalOf } from "./evidence.js";
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
}

/** The view of what is given, in the order in which it was decided; a member's score is the mean over its evaluations' rates. */
export function populationView(finished: readonly FinishedIteration[]): PopulationView {
  const runs = new Map<TreeHash, Evidence[]>();
  for (const { candidate, evidence } of finished.flatMap((one) => one.evaluations)) {
    if (evidence.size > 0) runs.set(candidate, [...(runs.get(candidate) ?? []), evidence]);
  }
  const committed = finished.flatMap(({ candidate, outcome }) =>
    candidate === null ? [] : [{ ...candidate, parent: outcome?.parent ?? null }],
  );
  return {
    members: committed
      .filter((one) => one.member)
      .map(({ tree, commit, parent }) => {
        const known = runs.get(tree) ?? [];
        const sum = known
          .map((run) => totalOf(run))
          .reduce((total, rate) => total + rate.accepted / rate.conclusive, 0);
        const score = known.length === 0 ? 0 : sum / known.length;
        const evidence = known.length === 0 ? noEvidence : pooled(known);
        return { candidate: tree, commit, parent, score, evaluations: known.length, evidence };
      }),
    known: new Map(committed.map(({ tree, commit }) => [tree, commit])),
    outcomes: finished.flatMap(({ iteration, outcome, place }) => {
      if (outcome === null) return [];
      return [place === undefined ? { iteration, outcome } : { iteration, outcome, after: place.decided }];
    }),
  };
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
export function finalOf(view: PopulationView, policy: Pick<SearchPolicy, "scored">): DecisionBody<"final"> {
  const scored = policy.scored(view.members);
  const best = bestMember({ members: scored });
  const members = scored.map(({ candidate, score, evaluations }) => ({
    candidate,
    score,
    evaluations,
  }));
  return { best: best.candidate, bestCommit: best.commit, members };
}

/** The last iteration that an iteration may know of when `concurrency` are under way at once. */
export function lastVisible(iteration: number, concurrency: number): number {
  return Math.max(0, iteration - concurrency);
}
