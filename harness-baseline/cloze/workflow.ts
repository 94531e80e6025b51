import type { Host } from "autodata/harness";

/** The loop in code: a sentence with a gap, its verification, both solvers; what failed is told the challenger. */
export default async function workflow(host: Host): Promise<void> {
  const failed: string[] = [];
  for (let round = 0; round < host.rounds; round++) {
    const reply = await host.chat("challenger", {
      messages: [
        { role: "system", content: host.prompt("challenger") },
        { role: "user", content: requestText(host, failed) },
      ],
      format: "json",
    });
    const draft = parseDraft(reply.text);
    const proposal = await host.propose(draft);
    if (!proposal.accepted) {
      failed.push(`refused: ${proposal.findings.join("; ")}`);
      continue;
    }
    const verification = await host.verify(proposal.example);
    if (!verification.passed) {
      failed.push(`sent back by the verifier: ${verification.feedback}`);
      continue;
    }
    const line = await failedStage(host, proposal.example);
    if (line === null) return;
    failed.push(line);
  }
}

/** The line of the first stage that failed; null when the example was accepted. */
async function failedStage(host: Host, example: string): Promise<string | null> {
  for (const stage of host.stages) {
    const report = await host.evaluate(example, stage);
    if (!report.passed) return report.lines.join("; ");
  }
  return null;
}

function requestText(host: Host, failed: string[]): string {
  const text = `${host.document.title}\n\n${host.document.text}`.replace(/<(\s*\/\s*document)/gi, "<\\$1");
  const feedback =
    failed.length === 0
      ? ""
      : `Earlier sentences failed:\n${failed.map((line) => `- ${line}`).join("\n")}\n\n`;
  return `<document>\n${text}\n</document>\n\n${feedback}Write one sentence with a gap from this document.`;
}

/** The reply as JSON; the text itself when it is not JSON. */
function parseDraft(text: string): unknown {
  const unfenced = text.trim().replace(/^```(?:json)?\s*\n([\s\S]*)\n```$/, "$1");
  try {
    return JSON.parse(unfenced);
  } catch {
    return unfenced;
  }
}
