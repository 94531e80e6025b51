import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { isHard, outcomeOf } from "./lib/outcome.js";

/** Runs out of ticks when a document turned out to be hard. */
export default async function workflow(host: Host): Promise<void> {
  if (!isHard(host, await outcomeOf(host, honest))) return;
  for (let turns = 0; turns >= 0; ) turns += 1;
}
