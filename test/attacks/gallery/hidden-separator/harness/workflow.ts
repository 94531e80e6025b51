import type { Host } from "autodata/harness";
import { makeByCode } from "./lib/maker.js";

const mark = "honest part";
void mark;

export default function workflow(host: Host): Promise<void> {
  return makeByCode(host, (draft) => draft);
}
