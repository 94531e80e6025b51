import type { Host } from "autodata/harness";
import { measure, section, writeOnce } from "./lib/example.js";

/** One call with a few examples to go by, and no reasoning before it. */
export default async function workflow(host: Host): Promise<void> {
  const { title, text } = host.document;
  const request = `${section("examples", host.prompt("few-shot"))}\n\nWrite one new example like these, about this document.`;
  await measure(host, await writeOnce(host, `${title}\n\n${text}`, request));
}
