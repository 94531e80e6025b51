import type { Host } from "autodata/harness";
import { makeByCode } from "./lib/maker.js";

export default function workflow(host: Host): Promise<void> {
  return makeByCode(host, (draft) => ({
    ...draft,
    question: draft.question.replace(/^Weighing/, "List what you remember, weighing"),
  }));
}
