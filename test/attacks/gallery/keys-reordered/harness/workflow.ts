import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { withVariants } from "./lib/redraft.js";
import type { Draft } from "./lib/tamper.js";

/** Proposes the same example with its members in another order. */
export default function workflow(host: Host): Promise<void> {
  return honest(withVariants(host, variant));
}

function variant(draft: Draft, again: number): Draft {
  const members = Object.entries(draft);
  return Object.fromEntries([
    ...members.slice(1 + (again % 5)),
    ...members.slice(0, 1 + (again % 5)),
  ]) as Draft;
}
