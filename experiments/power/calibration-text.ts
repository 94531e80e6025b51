import type { Observation } from "../../inner/trajectory.js";
import { type DecisionBody, decisionSchemas } from "../../outer/decisions.js";
import type { DecisionEntry } from "../../population/history/history.js";
import { percent, plural } from "../report/numbers.js";
import { ratesByDocument } from "../report/pass-rate.js";
import { documentRates } from "./document-rates.js";
import { likelyCounts, passesGate } from "./gate.js";

/** How many mutants that change nothing were accepted. */
export function calibrationLine({ trials }: DecisionBody<"calibration">): string {
  const measured = trials.filter(({ accept }) => accept.verdict !== "not measured");
  const passed = measured.filter(({ accept }) => accept.verdict === "accept").length;
  return `null mutants  ${passed} of ${plural(measured.length, "mutant")} that change nothing accepted`;
}

/**
 * What chance alone would have accepted of a run's mutants, beside what it did: from the pass probabilities of the
 * documents, which the baseline's and the null mutants' runs tell together. Empty without a calibration.
 * The range is that of 95 in 100 runs of independent mutants.
 */
export function chanceLines(
  decisions: readonly DecisionEntry[],
  observations: readonly Observation[],
  parentRuns: number,
): string[] {
  const stored = decisions.find(({ kind, iteration }) => kind === "calibration" && iteration === 0);
  if (stored === undefined) return [];
  const neutral = observations.filter(({ purpose }) => purpose === "baseline" || purpose === "calibrate");
  const documents = documentRates([...ratesByDocument(neutral).values()]);
  const chance = passesGate({ parent: documents, mutant: documents, parentRuns });
  const verdicts = decisions
    .filter(({ kind }) => kind === "accept")
    .map(({ body }) => decisionSchemas.accept.parse(body).verdict)
    .filter((verdict) => verdict !== "not measured");
  const accepted = verdicts.filter((verdict) => verdict === "accept").length;
  const { low, high } = likelyCounts(verdicts.length, chance);
  return [
    `${accepted} of ${plural(verdicts.length, "mutant")} accepted; chance alone would accept ${(verdicts.length * chance).toFixed(1)} (${low} to ${high})`,
    `${calibrationLine(decisionSchemas.calibration.parse(stored.body))}; ${percent(chance)} by the documents' pass rates`,
  ];
}
