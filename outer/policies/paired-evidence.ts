import type { DocumentId } from "../../foundation/ids.js";
import type { Rate } from "../decisions.js";
import { type Evidence, totalOf } from "../evidence.js";

/** Two candidates document by document, on the documents known of both. */
export interface Pairing {
  readonly parent: Rate;
  readonly mutant: Rate;
  readonly documents: number;
  /** Documents on which the mutant's rate is the higher one. */
  readonly won: number;
  /** Documents on which the parent's is. */
  readonly lost: number;
  /** Sum over documents of the mutant's rate minus the parent's. */
  readonly lead: number;
}

export function paired(parent: Evidence, mutant: Evidence): Pairing {
  const shared = [...mutant.keys()].filter((document) => parent.has(document));
  const differences = shared.map((document) => shareIn(mutant, document) - shareIn(parent, document));
  return {
    parent: totalOf(parent, shared),
    mutant: totalOf(mutant, shared),
    documents: shared.length,
    won: differences.filter((one) => one > 0).length,
    lost: differences.filter((one) => one < 0).length,
    lead: differences.reduce((sum, one) => sum + one, 0),
  };
}

function shareIn(evidence: Evidence, document: DocumentId): number {
  const { accepted, conclusive } = evidence.get(document) ?? { accepted: 0, conclusive: 1 };
  return accepted / conclusive;
}

/**
 * Exact one-sided sign test: how probable it is that at least so many of the documents that tell both apart are won
 * when winning and losing are equally likely. 1 when no document tells them apart.
 */
export function signTest({ won, lost }: Pick<Pairing, "won" | "lost">): number {
  return upperTail(won + lost, won);
}

/**
 * Posterior probability that a document which tells both apart is won more often than lost, from a uniform prior:
 * the tail of a beta distribution, which is one of the binomial. One half when no document tells them apart.
 */
export function probabilityBetter({ won, lost }: Pick<Pairing, "won" | "lost">): number {
  return upperTail(won + lost + 1, lost + 1);
}

/** Probability of at least `least` heads in `tosses` of a fair coin. */
function upperTail(tosses: number, least: number): number {
  let probability = 2 ** -tosses;
  let sum = 0;
  for (let heads = 0; heads <= tosses; heads++) {
    if (heads >= least) sum += probability;
    probability = (probability * (tosses - heads)) / (heads + 1);
  }
  return Math.min(1, sum);
}
