import type { Host } from "autodata/harness";
import { makeByCode } from "./lib/maker.js";

export default function workflow(host: Host): Promise<void> {
  return makeByCode(host, (draft) => ({ ...draft, reference_answer: host.document.text.slice(-260) }));
}
