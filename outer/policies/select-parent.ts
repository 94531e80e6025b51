import type { CommitHash, TreeHash } from "../../foundation/ids.js";
import type { RandomStreams } from "../../foundation/random.js";
import type { DecisionBody } from "../decisions.js";
import type { Evidence } from "../evidence.js";

/** A member as parent selection sees it. */
export interface ScoredMember {
  readonly candidate: TreeHash;
  readonly commit: CommitHash;
  /** Mean validation pass rate over all its evaluations, 0..1 (paper: the mean over re-evaluations). */
  readonly score: number;
  readonly evaluations: number;
  /** Sum of the pass rates of its evaluations, of which the paper's score is the mean. */
  readonly rateSum: number;
  /** By document, over all its evaluations. */
  readonly evidence: Evidence;
  /** Iterations that began from it and have ended since one brought a member. */
  readonly fruitless: number;
  /** Null for the baseline. */
  readonly parent: TreeHash | null;
  /** The second parent of one that merged two lineages. */
  readonly otherParent?: TreeHash;
}

export interface Selection {
  readonly parent: ScoredMember;
  /** In the order of the members. */
  readonly probabilities: readonly number[];
}

/** How parents are drawn. */
export interface Boltzmann {
  readonly temperature: number;
  /**
   * After how many fruitless iterations a member's chance, against that of others, is down to 1/e of what it was: its
   * edits may be exhausted. Infinity, as in the paper, for never.
   */
  readonly patience: number;
}

/**
 * Boltzmann selection (paper, section 5): p proportional to exp(score / temperature - fruitless / patience), with the
 * highest score subtracted first so that no exponential overflows. The draw, in [0, 1), is looked up in the cumulated
 * probabilities in the order of the members.
 * @throws RangeError when there is no member or the temperature is not positive.
 */
export function boltzmann(
  members: readonly ScoredMember[],
  { temperature, patience }: Boltzmann,
  draw: number,
): Selection {
  if (members.length === 0) throw new RangeError("no member to select from");
  if (!(temperature > 0)) throw new RangeError(`temperature ${temperature} is not positive`);
  const highest = Math.max(...members.map((member) => member.score));
  const exponents = members.map(
    ({ score, fruitless }) => (score - highest) / temperature - fruitless / patience,
  );
  const largest = Math.max(...exponents);
  const weights = exponents.map((exponent) => Math.exp(exponent - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const probabilities = weights.map((weight) => weight / total);
  return { parent: drawn(members, probabilities, draw), probabilities };
}

/** The one that a number in [0, 1) falls on when probabilities are cumulated in this order. @param items at least one. */
export function drawn<T>(items: readonly T[], probabilities: readonly number[], draw: number): T {
  let cumulated = 0;
  const chosen = probabilities.findIndex((probability) => {
    cumulated += probability;
    return draw < cumulated;
  });
  return items[chosen === -1 ? items.length - 1 : chosen] as T;
}

/** The parent of an iteration, with everything that led to it: members, probabilities and the draw. */
export function selectParent(
  members: readonly ScoredMember[],
  how: Boltzmann,
  streams: RandomStreams,
  iteration: number,
): { readonly parent: ScoredMember; readonly body: DecisionBody<"select"> } {
  const random = streams.fork(`iteration/${iteration}/select`);
  const draw = random.next();
  const { parent, probabilities } = boltzmann(members, how, draw);
  const weighed = members.map(({ candidate, score, evaluations, fruitless }, index) => ({
    ...{ candidate, score, evaluations },
    ...(how.patience !== Number.POSITIVE_INFINITY && { fruitless }),
    probability: probabilities[index] ?? 0,
  }));
  const body = {
    members: weighed,
    stream: random.label,
    draw,
    parent: parent.candidate,
    parentCommit: parent.commit,
  };
  return { parent, body };
}
