import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { outcomeOf } from "./lib/outcome.js";

/** What fails is declared to be no source at all. */
export default async function workflow(host: Host): Promise<void> {
  const { passed } = await outcomeOf(host, honest);
  if (passed === 0) await host.skip("Nothing in this document can be asked about.");
}
