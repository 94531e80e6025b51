import type { DocumentId, TreeHash } from "../foundation/ids.js";
import { isConclusive, type Observation } from "../inner/trajectory.js";
import type { Rate } from "./decisions.js";

/** Accepted and conclusive episodes by document; documents without a conclusive one are absent. */
export type Evidence = ReadonlyMap<DocumentId, Rate>;

export const noEvidence: Evidence = new Map();

/** One run of a candidate over validation documents. */
export interface CandidateEvidence {
  readonly candidate: TreeHash;
  readonly evidence: Evidence;
}

export function evidenceOf(observations: readonly Observation[]): Evidence {
  const evidence = new Map<DocumentId, Rate>();
  for (const { document, outcome } of observations) {
    if (!isConclusive(outcome)) continue;
    const { accepted, conclusive } = evidence.get(document) ?? { accepted: 0, conclusive: 0 };
    evidence.set(document, {
      accepted: accepted + (outcome === "accepted" ? 1 : 0),
      conclusive: conclusive + 1,
    });
  }
  return evidence;
}

/** Everything known from several runs. */
export function pooled(runs: readonly Evidence[]): Evidence {
  if (runs.length === 1 && runs[0] !== undefined) return runs[0];
  const sum = new Map<DocumentId, Rate>();
  for (const [document, { accepted, conclusive }] of runs.flatMap((run) => [...run])) {
    const known = sum.get(document);
    sum.set(document, {
      accepted: accepted + (known?.accepted ?? 0),
      conclusive: conclusive + (known?.conclusive ?? 0),
    });
  }
  return sum;
}

/** Accepted over conclusive episodes, on some documents or on all. */
export function totalOf(evidence: Evidence, documents?: Iterable<DocumentId>): Rate {
  const rates =
    documents === undefined
      ? [...evidence.values()]
      : [...documents].flatMap((one) => evidence.get(one) ?? []);
  return {
    accepted: rates.reduce((sum, { accepted }) => sum + accepted, 0),
    conclusive: rates.reduce((sum, { conclusive }) => sum + conclusive, 0),
  };
}
