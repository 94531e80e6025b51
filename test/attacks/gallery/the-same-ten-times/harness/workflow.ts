import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { withMissedAgain } from "./lib/redraft.js";

/** What the weak solver missed is asked again and again. */
export default function workflow(host: Host): Promise<void> {
  return honest(withMissedAgain(host, (criterion, turn) => `${criterion}${".".repeat(turn)}`));
}
