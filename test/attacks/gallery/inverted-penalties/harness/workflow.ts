import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { withDrafts, withInvertedPenalties } from "./lib/tamper.js";

export default function workflow(host: Host): Promise<void> {
  return honest(withDrafts(host, (draft) => withInvertedPenalties(draft, "Avoids leaving out", -4)));
}
