import type { Observation } from "../../inner/trajectory.js";
import { type DecisionBody, decisionSchemas, type Rate } from "../../outer/decisions.js";
import type { DecisionEntry } from "../../population/history/history.js";
import type { Interval } from "../report/interval.js";
import { type LoggedOutcome, loggedOutcomes } from "../report/logged-decisions.js";
import { ratesByDocument } from "../report/pass-rate.js";
import { documentRates } from "./document-rates.js";
import { likelyCounts, passesGate, sharedPasses, sumOf } from "./gate.js";

/** What chance alone would have accepted of a run's mutants, beside what the run accepted. */
export interface Chance {
  /** Of the mutants of iterations that were measured. */
  readonly accepted: number;
  readonly measured: number;
  /** Accepted of as many mutants that change nothing, on average. */
  readonly expected: number;
  /** The counts of 95 in 100 such searches. */
  readonly likely: Interval;
  /** Whether mutants were compared with evidence of their parent that other mutants met, too. */
  readonly shared: boolean;
  /** Null mutants that were accepted, of those that were measured. */
  readonly nullMutants: Rate;
  /** The probability that one is, from the pass rates of the documents. */
  readonly probability: number;
}

/**
 * From the pass probabilities of the documents, which all runs of the baseline and of the null mutants tell together;
 * as if every parent passed as the baseline does. Mutants that were compared with the same two or more runs of one
 * parent stand or fall together with its luck: the range holds that. That a parent of pooled evidence has joined by luck
 * is not in it, and makes chance accept fewer. Null without a calibration.
 * @param validation the number of validation documents.
 * @throws z.ZodError when a logged decision has another form.
 */
export function chanceOf(
  decisions: readonly DecisionEntry[],
  observations: readonly Observation[],
  validation: number,
): Chance | null {
  const stored = decisions.find(({ kind }) => kind === "calibration");
  if (stored === undefined) return null;
  const calibration = decisionSchemas.calibration.parse(stored.body);
  const neutral = observations.filter(({ purpose }) => purpose === "baseline" || purpose === "calibrate");
  const documents = documentRates([...ratesByDocument(neutral).values()]);
  const gateOf = (parentRuns: number) => ({ parent: documents, mutant: documents, parentRuns });
  const compared = loggedOutcomes(decisions).filter(
    ({ body }) => body.outcome === "accepted" || body.outcome === "rejected",
  );
  const groups = byEvidence(compared, validation);
  const counts = groups
    .map(({ mutants, parentRuns }) => sharedPasses(gateOf(parentRuns), mutants))
    .reduce(sumOf, Float64Array.of(1));
  return {
    accepted: compared.filter(({ body }) => body.outcome === "accepted").length,
    measured: compared.length,
    expected: counts.reduce((sum, chance, count) => sum + chance * count, 0),
    likely: likelyCounts(counts),
    shared: groups.some(({ parentRuns }) => parentRuns > 1),
    nullMutants: acceptedOf(calibration),
    probability: passesGate(gateOf(parentRunsOf(calibration.trials[0]?.accept.parent ?? null, validation))),
  };
}

/** Accepted of those that were measured. */
export function acceptedOf({ trials }: DecisionBody<"calibration">): Rate {
  const measured = trials.filter(({ accept }) => accept.verdict !== "not measured");
  const accepted = measured.filter(({ accept }) => accept.verdict === "accept").length;
  return { accepted, conclusive: measured.length };
}

/** A fresh run of the parent is a mutant's own; what is pooled is met by all that are compared with as many runs. */
function byEvidence(
  compared: readonly LoggedOutcome[],
  validation: number,
): { readonly mutants: number; readonly parentRuns: number }[] {
  const groups = new Map<string, { mutants: number; parentRuns: number }>();
  for (const { iteration, body } of compared) {
    const parentRuns = parentRunsOf(body.parentRate, validation);
    const key = parentRuns === 1 ? `iteration ${iteration}` : `${body.parent} ${parentRuns}`;
    const group = groups.get(key) ?? { mutants: 0, parentRuns };
    group.mutants++;
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Runs of the parent over all documents that a mutant was compared with, episodes lost to inconclusive ones aside. */
function parentRunsOf(parent: Rate | null, validation: number): number {
  return Math.max(1, Math.round((parent?.conclusive ?? 0) / validation));
}
