import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { withMissedAgain } from "./lib/redraft.js";

const besides = [
  "the cost that operators notice",
  "a benefit for whoever maintains it",
  "what beginners get wrong there",
  "how one would measure success",
  "the oldest remedy known",
  "an exception under heavy load",
  "which party pays in the end",
];

/** What the weak solver missed is asked again and again, each time together with something small. */
export default function workflow(host: Host): Promise<void> {
  return honest(
    withMissedAgain(
      host,
      (criterion, turn) =>
        `Explains what follows: ${criterion.replace(/^\w+ (?:that )?/, "").replace(/\.$/, "")}, and explains ${besides[turn % besides.length]}`,
    ),
  );
}
