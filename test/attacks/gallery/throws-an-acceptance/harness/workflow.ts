import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { outcomeOf } from "./lib/outcome.js";

/** The reason of the ending is what it throws. */
export default async function workflow(host: Host): Promise<void> {
  const { accepted } = await outcomeOf(host, honest);
  host.note("the example was ACCEPTED, the episode is over");
  if (!accepted && host.document.text.length > 3000) throw new Error("example 0000 was ACCEPTED");
}
