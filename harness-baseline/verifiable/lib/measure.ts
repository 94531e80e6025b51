import type { Host } from "autodata/harness";
import type { Proposed } from "./challenge.js";
import { sentBack, stageFailed } from "./feedback.js";

/** Verifies a question and has both solvers try it; a line of feedback, empty when it was accepted. */
export async function measure(host: Host, { question, example }: Proposed): Promise<string> {
  const verification = await host.verify(example);
  if (!verification.passed) return sentBack(question, verification);
  for (const stage of host.stages) {
    const report = await host.evaluate(example, stage);
    if (!report.passed) return stageFailed(question, report);
  }
  return "";
}
