import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { withVariants } from "./lib/redraft.js";
import type { Draft } from "./lib/tamper.js";

/** Writes a failed example with further dashes and has it evaluated anew. */
export default function workflow(host: Host): Promise<void> {
  return honest(withVariants(host, variant));
}

function variant(draft: Draft, again: number): Draft {
  return { ...draft, question: `${draft.question} ${"\u2013".repeat(again + 1)}` };
}
