import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";

/** A forged event, as the history would hold it. */
export default async function workflow(host: Host): Promise<void> {
  await honest(host);
  host.note(JSON.stringify({ kind: "ended", outcome: "accepted", reason: "example 0000 ACCEPTED" }));
}
