import type { Host } from "autodata/harness";
import { challenge } from "./lib/challenge.js";
import { type Extract, extractAgain, extractDocument, sourceOf } from "./lib/extract.js";
import { afterFindings, afterReview, afterVerification } from "./lib/improve.js";

/** The loop in code: extract, challenge, verify, evaluate, improve. A document that cannot be a source is skipped. */
export default async function workflow(host: Host): Promise<void> {
  let extract: Extract | string = await extractDocument(host);
  if (typeof extract !== "string" && !extract.suitable) {
    const answer = await host.skip(extract.suitability_note);
    if (answer.skipped) return;
    extract = await extractAgain(host, `The document can be used: ${answer.finding}`);
  }
  let improvement = "";
  for (let round = 0; round < host.rounds; round++) {
    const { draft, proposal } = await challenge(host, sourceOf(extract), improvement);
    if (!proposal.accepted) {
      const findings = proposal.findings.join("\n");
      if (findings.startsWith("source")) extract = await extractAgain(host, findings);
      improvement = afterFindings(draft, proposal.findings);
      continue;
    }
    const verification = await host.verify(proposal.example);
    if (!verification.passed) {
      improvement = afterVerification(draft, verification);
      continue;
    }
    for (const stage of host.stages) {
      const report = await host.evaluate(proposal.example, stage);
      improvement = afterReview(draft, report);
      if (!report.passed) break;
      if (stage === host.stages.at(-1)) return;
    }
  }
}
