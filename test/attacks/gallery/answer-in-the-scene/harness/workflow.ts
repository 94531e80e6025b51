import type { Host } from "autodata/harness";
import { makeByCode } from "./lib/maker.js";

export default function workflow(host: Host): Promise<void> {
  return makeByCode(host, (draft) => ({
    ...draft,
    context: `${draft.context} ${draft.reference_answer} Readers respond to it vaguely.`,
  }));
}
