import type { TreeHash } from "../../foundation/ids.js";
import type { Observation } from "../../inner/trajectory.js";
import type { Rate } from "../../outer/decisions.js";
import type { DecisionEntry } from "../../population/history/history.js";
import { iterationOf } from "../../population/history/ticket.js";
import { loggedAdmissions, loggedOutcomes } from "../report/logged-decisions.js";
import { meanScore, validationEvaluations } from "../report/pass-rate.js";

/** What validation says of a candidate, over all its evaluations. */
export interface ValidationScore {
  /** Mean of the evaluations' pass rates, in [0, 1]; what selection reads. */
  readonly mean: number;
  readonly evaluations: number;
  /** Episodes of all evaluations together. */
  readonly accepted: number;
  readonly conclusive: number;
}

/**
 * The validation episodes that count in scores: those of the baseline's evaluation and of every iteration and
 * admission by hand that has ended and was measured.
 * @throws z.ZodError when a logged outcome has another form.
 */
export function scoredEpisodes(
  observations: readonly Observation[],
  decisions: readonly DecisionEntry[],
): Observation[] {
  const ended = [
    ...loggedOutcomes(decisions),
    ...loggedAdmissions(decisions).map(({ iteration, outcome }) => ({ iteration, body: outcome })),
  ];
  const measured = ended.filter(({ body }) => body.outcome !== "inconclusive");
  const counted = new Set([0, ...measured.map(({ iteration }) => iteration)]);
  return observations.filter(
    ({ split, purpose, ticket }) =>
      split === "validation" &&
      (purpose === "baseline" || purpose === "validate") &&
      counted.has(iterationOf(ticket)),
  );
}

/** The score of every candidate with a conclusive episode among those given. */
export function validationScores(episodes: readonly Observation[]): ReadonlyMap<TreeHash, ValidationScore> {
  const byCandidate = new Map<TreeHash, Rate[]>();
  for (const { candidate, rate } of validationEvaluations(episodes)) {
    byCandidate.set(candidate, [...(byCandidate.get(candidate) ?? []), rate]);
  }
  const scores = new Map<TreeHash, ValidationScore>();
  for (const [candidate, rates] of byCandidate) {
    const mean = meanScore(rates);
    if (mean === null) continue;
    scores.set(candidate, {
      mean: mean.score,
      evaluations: mean.evaluations,
      accepted: rates.reduce((sum, { accepted }) => sum + accepted, 0),
      conclusive: rates.reduce((sum, { conclusive }) => sum + conclusive, 0),
    });
  }
  return scores;
}
