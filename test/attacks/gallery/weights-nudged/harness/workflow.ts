import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { withVariants } from "./lib/redraft.js";
import type { Draft } from "./lib/tamper.js";

/** Changes one weight of a failed example and has it evaluated anew. */
export default function workflow(host: Host): Promise<void> {
  return honest(withVariants(host, variant));
}

function variant(draft: Draft, again: number): Draft {
  return {
    ...draft,
    rubric: draft.rubric.map((one, at) =>
      one.weight > 0 && at === again % 8 ? { ...one, weight: 1 + ((one.weight + again) % 7) } : one,
    ),
  };
}
