import type { DecisionBody } from "../decisions.js";

/** The analyst report in the form in which the analyzer writes it: indented JSON. */
export function reportText(analysis: DecisionBody<"analysis">): string {
  const causes = analysis.rootCauses.map(({ cause, evidence, roundsLost, remedy }) => ({
    cause,
    evidence,
    rounds_lost: roundsLost,
    remedy,
  }));
  return JSON.stringify({ summary: analysis.summary, root_causes: causes }, null, 2);
}
