import type { Host } from "autodata/harness";
import { challenge } from "./lib/challenge.js";
import { addFindings, addStage, addVerification, feedbackText, noFailures } from "./lib/failures.js";

/** The loop in code: challenge, verify, weak, strong, feedback. The main model only writes the advice. */
export default async function workflow(host: Host): Promise<void> {
  const failures = noFailures();
  let advice = "";
  for (let round = 0; round < host.rounds; round++) {
    if (round > 0) advice = await askAdvice(host, feedbackText(failures));
    const { draft, proposal } = await challenge(host, failures, advice);
    if (!proposal.accepted) {
      addFindings(failures, draft, proposal.findings);
      continue;
    }
    const verification = await host.verify(proposal.example);
    if (!verification.passed) {
      addVerification(failures, draft, verification);
      continue;
    }
    let weakMean: number | null = null;
    for (const stage of host.stages) {
      const report = await host.evaluate(proposal.example, stage);
      if (stage === "weak") weakMean = report.mean;
      if (!report.passed) {
        addStage(failures, draft, report, weakMean);
        break;
      }
      if (stage === host.stages.at(-1)) return;
    }
  }
}

async function askAdvice(host: Host, report: string): Promise<string> {
  const reply = await host.chat("main", {
    messages: [
      { role: "system", content: host.prompt("refinement-advice") },
      { role: "user", content: report },
    ],
  });
  return reply.text.trim();
}
