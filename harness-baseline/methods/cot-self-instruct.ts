import type { Host } from "autodata/harness";
import { measure, writeOnce } from "./lib/example.js";

/** One prompted call for the document, chain of thought first; what comes of it is measured as it is. */
export default async function workflow(host: Host): Promise<void> {
  const { title, text } = host.document;
  const request = "First think step by step in the scratchpad; then write one example from this document.";
  await measure(host, await writeOnce(host, `${title}\n\n${text}`, request));
}
