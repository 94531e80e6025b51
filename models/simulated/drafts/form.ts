import type { Temper } from "../compliance.js";
import { chooseWeighted, uniform } from "../hashing.js";

type Fault = "plus signs" | "units" | "preamble" | "cut off";

/** How faults are spread when a reply is malformed. */
const faults: readonly (readonly [Fault, number])[] = [
  ["plus signs", 5],
  ["units", 2],
  ["preamble", 2],
  ["cut off", 1],
];

/** The faults that drafts without numbers can have. */
export const textFaults: typeof faults = [
  ["preamble", 2],
  ["cut off", 1],
];

const preamble = "Here is the example, written from the document as you asked:\n\n";

/**
 * The draft as the reply's text: JSON, or what a careless writer takes for it.
 * @param among the faults that may occur, each with its weight.
 */
export function formReply(
  draft: Readonly<Record<string, unknown>>,
  malformed: boolean,
  temper: Temper,
  among = faults,
): string {
  const json = JSON.stringify(draft);
  if (!malformed) return json;
  switch (chooseWeighted(among, "fault", temper.whim)) {
    case "plus signs":
      return json.replace(/"weight":(\d)/g, '"weight": +$1');
    case "units":
      return json.replace(/"weight":(-?\d+)/g, '"weight":"$1 points"');
    case "preamble":
      return preamble + json;
    case "cut off":
      return preamble + json.slice(0, Math.floor(json.length * (0.6 + 0.35 * uniform("cut", temper.whim))));
  }
}
