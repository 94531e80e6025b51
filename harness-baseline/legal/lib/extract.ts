import type { Host } from "autodata/harness";
import { isRecord, section } from "./text.js";

/** What the extractor says of the document. */
export interface Extract {
  suitable: boolean;
  suitability_note: string;
  /** What travels with the example: document_type, topic_keywords, issues, facts, holdings. */
  source: Record<string, unknown>;
}

/** The extract, or the extractor's text when it is not JSON. */
export async function extractDocument(host: Host): Promise<Extract | string> {
  return extractAgain(host, "");
}

/** The same, with what was wrong with an earlier extract. */
export async function extractAgain(host: Host, finding: string): Promise<Extract | string> {
  const document = section("document", `${host.document.title}\n\n${host.document.text}`);
  const parts = [
    document,
    ...(finding === "" ? [] : [section("feedback", finding)]),
    "Extract this document, in JSON.",
  ];
  const reply = await host.chat("main", {
    messages: [
      { role: "system", content: host.prompt("extractor") },
      { role: "user", content: parts.join("\n\n") },
    ],
    format: "json",
  });
  return readExtract(reply.text);
}

export function sourceOf(extract: Extract | string): unknown {
  return typeof extract === "string" ? extract : extract.source;
}

function readExtract(text: string): Extract | string {
  const unfenced = text.trim().replace(/^```(?:json)?\s*\n([\s\S]*)\n```$/, "$1");
  let value: unknown;
  try {
    value = JSON.parse(unfenced);
  } catch {
    return unfenced;
  }
  if (!isRecord(value)) return unfenced;
  const { suitable, suitability_note, ...source } = value;
  return {
    suitable: suitable !== false,
    suitability_note: String(suitability_note ?? "no rule that carries over"),
    source,
  };
}
