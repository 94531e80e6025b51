import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { firstPositive, withDrafts } from "./lib/tamper.js";

export default function workflow(host: Host): Promise<void> {
  return honest(
    withDrafts(host, (draft) =>
      firstPositive(draft, 5, (one, at) => ({
        ...one,
        criterion: `Takes at least ${10 + 2 * at} sentences for topic ${at} of the matter`,
      })),
    ),
  );
}
