import type { DocumentId, TreeHash } from "../../foundation/ids.js";
import { isConclusive, type Observation } from "../../inner/trajectory.js";
import type { Rate } from "../../outer/decisions.js";
import { iterationOf } from "../../population/history/ticket.js";

/** The rate as a share in [0, 1]; null when nothing was conclusive. */
export function shareOf(rate: Rate): number | null {
  return rate.conclusive === 0 ? null : rate.accepted / rate.conclusive;
}

/** One rate per document; documents without a conclusive episode are left out. */
export function ratesByDocument(observations: Iterable<Observation>): Map<DocumentId, Rate> {
  const rates = new Map<DocumentId, Counter>();
  for (const observation of observations) {
    if (!isConclusive(observation.outcome)) continue;
    countInto(entryOf(rates, observation.document, noEpisodes), observation);
  }
  return rates;
}

/** One evaluation of one candidate on the validation split. */
export interface ValidationEvaluation {
  /** The iteration that asked for it; 0 for the baseline's first. */
  readonly iteration: number;
  readonly candidate: TreeHash;
  readonly rate: Rate;
}

/** Groups the validation episodes (purposes baseline and validate) into evaluations, by iteration. */
export function validationEvaluations(observations: Iterable<Observation>): ValidationEvaluation[] {
  const evaluations = new Map<string, ValidationEvaluation & { readonly rate: Counter }>();
  for (const observation of observations) {
    const { candidate, purpose, split, ticket } = observation;
    if (split !== "validation" || (purpose !== "baseline" && purpose !== "validate")) continue;
    const iteration = iterationOf(ticket);
    const create = () => ({ iteration, candidate, rate: noEpisodes() });
    countInto(entryOf(evaluations, `${iteration} ${candidate}`, create).rate, observation);
  }
  return [...evaluations.values()].sort((a, b) => a.iteration - b.iteration);
}

export interface MeanScore {
  /** Mean of the evaluations' pass rates, in [0, 1]. */
  readonly score: number;
  /** Evaluations with a conclusive episode. */
  readonly evaluations: number;
}

/**
 * A candidate's score as the paper reports it: the mean over its re-evaluations, each weighing the same,
 * however many of its episodes were conclusive. Null when nothing was conclusive.
 */
export function meanScore(rates: Iterable<Rate>): MeanScore | null {
  const shares = [...rates].map(shareOf).filter((share) => share !== null);
  if (shares.length === 0) return null;
  return { score: shares.reduce((sum, share) => sum + share, 0) / shares.length, evaluations: shares.length };
}

interface Counter {
  accepted: number;
  conclusive: number;
}

const noEpisodes = (): Counter => ({ accepted: 0, conclusive: 0 });

function countInto(rate: Counter, { outcome }: Observation): void {
  if (isConclusive(outcome)) rate.conclusive++;
  if (outcome === "accepted") rate.accepted++;
}

function entryOf<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const created = create();
  map.set(key, created);
  return created;
}
