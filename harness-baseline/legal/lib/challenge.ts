import type { Host, Proposal } from "autodata/harness";
import { isRecord, section } from "./text.js";

export interface Challenge {
  draft: unknown;
  proposal: Proposal;
}

/** Has the challenger write a question with its rubric, and proposes them together with their source. */
export async function challenge(host: Host, source: unknown, improvement: string): Promise<Challenge> {
  const reply = await host.chat("challenger", {
    messages: [
      { role: "system", content: host.prompt("challenger") },
      { role: "user", content: requestText(host, source, improvement) },
    ],
    format: "json",
  });
  const draft = parseDraft(reply.text);
  return { draft, proposal: await host.propose(isRecord(draft) ? { ...draft, source } : draft) };
}

function requestText(host: Host, source: unknown, improvement: string): string {
  const document = section("document", `${host.document.title}\n\n${host.document.text}`);
  const extract = section("extract", JSON.stringify(source, null, 1));
  const task =
    improvement === ""
      ? "Write one question with its rubric from this document."
      : `MODE: IMPROVE\n\n${improvement}\n\nWrite the question with its rubric anew.`;
  return [document, extract, task].join("\n\n");
}

/** The reply as JSON, without a code fence around it; the text itself when it is not JSON. */
function parseDraft(text: string): unknown {
  const unfenced = text.trim().replace(/^```(?:json)?\s*\n([\s\S]*)\n```$/, "$1");
  try {
    return JSON.parse(unfenced);
  } catch {
    return unfenced;
  }
}
