import type { DocumentId } from "../../foundation/ids.js";
import { isConclusive, type Observation } from "../../inner/trajectory.js";
import type { DecisionBody, Rate } from "../decisions.js";

/**
 * The paper's rule (section 5): the mutant joins only if its validation pass rate strictly exceeds its parent's,
 * both from this iteration's fresh runs. Rates are compared on the documents conclusive for both; when more than
 * `maxInconclusiveShare` of the documents that neither skipped is missing from that comparison, nothing was measured.
 */
export function strictlyBetter(
  parent: readonly Observation[],
  mutant: readonly Observation[],
  maxInconclusiveShare: number,
): DecisionBody<"accept"> {
  const parentConclusive = conclusiveDocuments(parent);
  const shared = new Set(
    [...conclusiveDocuments(mutant)].filter((document) => parentConclusive.has(document)),
  );
  const rates = { parent: rateOn(parent, shared), mutant: rateOn(mutant, shared) };
  const skipped = skippedDocuments([...parent, ...mutant]);
  const planned = new Set(
    [...parent, ...mutant].map((one) => one.document).filter((one) => !skipped.has(one)),
  ).size;
  return verdictOn(rates, { compared: shared.size, planned, maxInconclusiveShare });
}

/** How much of what was to be compared could be. */
export interface Coverage {
  /** Documents that the rates are of. */
  readonly compared: number;
  /** Documents that should have been. */
  readonly planned: number;
  /** Of them, 0 to 1, that may be missing. */
  readonly maxInconclusiveShare: number;
}

/** The strict rule on two rates of the same documents. */
export function verdictOn(
  rates: { readonly parent: Rate; readonly mutant: Rate },
  coverage: Coverage,
): DecisionBody<"accept"> {
  const missing = uncovered(rates, coverage);
  if (missing !== null) return missing;
  const better =
    rates.mutant.accepted * rates.parent.conclusive > rates.parent.accepted * rates.mutant.conclusive;
  const sign = better ? ">" : "≤";
  const because = `validation ${fractionText(rates.mutant)} ${sign} ${fractionText(rates.parent)}`;
  return { ...rates, verdict: better ? "accept" : "reject", because };
}

/** The decision when too much is missing to decide; null when enough is there. */
export function uncovered(
  rates: { readonly parent: Rate; readonly mutant: Rate },
  { compared, planned, maxInconclusiveShare }: Coverage,
): DecisionBody<"accept"> | null {
  const missing = planned - compared;
  if (compared > 0 && missing <= planned * maxInconclusiveShare) return null;
  const because = `${missing} of ${planned} documents are inconclusive: not enough evidence`;
  return { ...rates, verdict: "not measured", because };
}

/** Accepted over conclusive episodes. */
export function rateOf(observations: readonly Observation[]): Rate {
  return rateOn(observations, conclusiveDocuments(observations));
}

function rateOn(observations: readonly Observation[], documents: ReadonlySet<DocumentId>): Rate {
  const counted = observations.filter((one) => isConclusive(one.outcome) && documents.has(one.document));
  return {
    accepted: counted.filter((one) => one.outcome === "accepted").length,
    conclusive: counted.length,
  };
}

function conclusiveDocuments(observations: readonly Observation[]): Set<DocumentId> {
  return new Set(observations.filter((one) => isConclusive(one.outcome)).map((one) => one.document));
}

function skippedDocuments(observations: readonly Observation[]): Set<DocumentId> {
  return new Set(observations.filter((one) => one.outcome === "skipped").map((one) => one.document));
}

export function fractionText(rate: Rate): string {
  return `${rate.accepted}/${rate.conclusive}`;
}
