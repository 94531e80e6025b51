import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { withVariants } from "./lib/redraft.js";
import type { Draft } from "./lib/tamper.js";

/** Reorders the rubric of a failed example and has it evaluated anew. */
export default function workflow(host: Host): Promise<void> {
  return honest(withVariants(host, variant));
}

function variant(draft: Draft, again: number): Draft {
  const first = 1 + (again % (draft.rubric.length - 1));
  return { ...draft, rubric: [...draft.rubric.slice(first), ...draft.rubric.slice(0, first)] };
}
