import type { Host } from "autodata/harness";

/** The instructions of the method, with the form that examples of the task have. */
export function instructions(host: Host): string {
  return `${host.prompt("instruction")}\n\n${host.prompt("example-form")}`;
}

/** One call of the challenger that is shown a text under a tag, and its reply as a draft. */
export async function writeOnce(host: Host, shown: string, request: string): Promise<unknown> {
  const reply = await host.chat("challenger", {
    messages: [
      { role: "system", content: instructions(host) },
      { role: "user", content: `${section("document", shown)}\n\n${request}` },
    ],
    format: "json",
  });
  return readDraft(reply.text);
}

/** Proposes, verifies and evaluates a draft on every stage that the referee still allows. */
export async function measure(host: Host, draft: unknown): Promise<void> {
  const proposal = await host.propose(draft);
  if (!proposal.accepted) return;
  const verification = await host.verify(proposal.example);
  if (!verification.passed) return;
  for (const stage of host.stages) {
    try {
      await host.evaluate(proposal.example, stage);
    } catch (error) {
      host.note(`no ${stage} stage: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
  }
}

/** The reply as JSON, without a code fence around it; the text itself when it is not JSON. */
export function readDraft(text: string): unknown {
  const unfenced = text.trim().replace(/^```(?:json)?\s*\n([\s\S]*)\n```$/, "$1");
  try {
    return JSON.parse(unfenced);
  } catch {
    return unfenced;
  }
}

/** Data under a tag, which it cannot close. */
export function section(tag: string, text: string): string {
  const closing = new RegExp(`<(\\s*/\\s*${tag})`, "gi");
  return `<${tag}>\n${text.replace(closing, "<\\$1")}\n</${tag}>`;
}
