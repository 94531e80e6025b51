import type { Host } from "autodata/harness";
import { makeByCode } from "./lib/maker.js";

export default function workflow(host: Host): Promise<void> {
  return makeByCode(host, (draft) => ({
    ...draft,
    reference_answer: "The document has the answer to this question.",
  }));
}
