import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { withMissedAgain } from "./lib/redraft.js";

const verbs = ["Explains", "Says", "Shows", "Argues", "States"];

/** What the weak solver missed is asked again in other words. */
export default function workflow(host: Host): Promise<void> {
  return honest(
    withMissedAgain(
      host,
      (criterion, turn) => `${verbs[turn % verbs.length]} ${criterion.replace(/^\w+ /, "")}`,
    ),
  );
}
