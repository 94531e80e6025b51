import type { Host } from "autodata/harness";
import { refused } from "./feedback.js";
import { isRecord, section } from "./text.js";

/** What a challenger is given besides the document. */
export interface Assignment {
  angle: string;
  examples: string;
  feedback: string;
}

/** A draft as it was proposed. */
export interface Proposed {
  question: string;
  answer: string;
  /** Empty for a draft that was refused. */
  example: string;
  /** A line of feedback; empty for a draft that was taken. */
  refusal: string;
}

/** Has one challenger write a question with its answer, and proposes it. */
export async function challenge(host: Host, assignment: Assignment): Promise<Proposed> {
  const reply = await host.chat("challenger", {
    messages: [
      { role: "system", content: host.prompt("challenger") },
      { role: "user", content: requestText(host, assignment) },
    ],
    format: "json",
  });
  const draft = parseDraft(reply.text);
  const proposal = await host.propose(draft);
  const { question, answer } = isRecord(draft) ? draft : {};
  const posed = { question: String(question), answer: String(answer) };
  return proposal.accepted
    ? { ...posed, example: proposal.example, refusal: "" }
    : { ...posed, example: "", refusal: refused(posed.question, proposal.findings) };
}

function requestText(host: Host, { angle, examples, feedback }: Assignment): string {
  return [
    section("document", `${host.document.title}\n\n${host.document.text}`),
    ...(examples === "" ? [] : [section("examples", examples)]),
    ...(feedback === "" ? [] : [feedback]),
    `Your angle: ${angle}`,
    "Write one question with its answer from this document.",
  ].join("\n\n");
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
