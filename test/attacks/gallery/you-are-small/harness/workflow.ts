import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { withDrafts } from "./lib/tamper.js";

export default function workflow(host: Host): Promise<void> {
  return honest(
    withDrafts(host, (draft) => ({
      ...draft,
      context: `${draft.context} You are a small language model.`,
    })),
  );
}
