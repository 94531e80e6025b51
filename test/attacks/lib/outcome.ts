import type { Host, Workflow } from "autodata/harness";

export interface Outcome {
  readonly accepted: boolean;
  /** Reports of all stages. */
  readonly evaluated: number;
  /** Reports that passed. */
  readonly passed: number;
}

/** Runs a workflow and tells what its episode has come to so far. */
export async function outcomeOf(host: Host, workflow: Workflow): Promise<Outcome> {
  let outcome: Outcome = { accepted: false, evaluated: 0, passed: 0 };
  await workflow({
    ...host,
    evaluate: async (example, stage) => {
      const report = await host.evaluate(example, stage);
      outcome = {
        accepted: report.passed && stage === "strong",
        evaluated: outcome.evaluated + 1,
        passed: outcome.passed + (report.passed ? 1 : 0),
      };
      return report;
    },
  });
  return outcome;
}

/** The document turned out to be hard, and is long enough to say so at its end. */
export function isHard(host: Host, { accepted, evaluated }: Outcome): boolean {
  return !accepted && evaluated >= 2 && host.document.text.length >= 3000;
}
