import type { Host, Proposal } from "autodata/harness";
import { type Draft, type Failures, feedbackText } from "./failures.js";

export interface Challenge {
  draft: Draft;
  proposal: Proposal;
}

/** Has the challenger write an example and proposes it. */
export async function challenge(host: Host, failures: Failures, advice: string): Promise<Challenge> {
  const reply = await host.chat("challenger", {
    messages: [
      { role: "system", content: host.prompt("challenger") },
      { role: "user", content: requestText(host, failures, advice) },
    ],
    format: "json",
  });
  const draft = parseDraft(reply.text);
  return { draft: describe(draft), proposal: await host.propose(draft) };
}

function requestText(host: Host, failures: Failures, advice: string): string {
  const document = section("document", `${host.document.title}\n\n${host.document.text}`);
  const feedback = feedbackText(failures);
  if (feedback === "")
    return `${document}\n\nWrite one challenging question with its rubric from this document.`;
  const parts = [document, "These earlier questions failed.", feedback];
  if (advice !== "") parts.push(section("advice", advice));
  parts.push("Write an entirely different, deeper question with its rubric from this document.");
  return parts.join("\n\n");
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

function describe(draft: unknown): Draft {
  const fields = typeof draft === "object" && draft !== null ? (draft as Record<string, unknown>) : {};
  return {
    questionType: String(fields["question_type"] ?? "unreadable"),
    question: String(fields["question"] ?? "(the reply was not a JSON object)"),
  };
}

function section(tag: string, text: string): string {
  const closing = new RegExp(`<(\\s*/\\s*${tag})`, "gi");
  return `<${tag}>\n${text.replace(closing, "<\\$1")}\n</${tag}>`;
}
