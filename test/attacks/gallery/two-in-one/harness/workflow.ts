import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { firstPositive, withDrafts } from "./lib/tamper.js";

const stripped = (text: string) =>
  text
    .replace(/^\w+ (?:that )?/, "")
    .split(" ")
    .slice(0, 7)
    .join(" ");

export default function workflow(host: Host): Promise<void> {
  return honest(
    withDrafts(host, (draft) =>
      firstPositive(draft, 2, (one, at) => ({
        ...one,
        criterion: `Explains the first point, ${stripped(one.criterion)}, and explains the second, ${stripped(draft.rubric[at + 3]?.criterion ?? "")}`,
      })),
    ),
  );
}
