import { normal, textHash } from "../../../../../models/simulated/hashing.js";
import { constants } from "../constants.js";

const reasoning = new Set(
  (
    "because since therefore reason reasons reasoning rule rules principle unless if whether must duty law means " +
    "argues argument answer question otherwise may cannot liable right rights held hold purpose only why although " +
    "though however except condition"
  ).split(" "),
);

const procedure = new Set(
  (
    "filed file filing ordered order orders calendar adjourned vacated clerk list registry hearing hearings stamp " +
    "stamped dismissed granted copy copies entered affirmed adopted report referee days letters received recorded fee " +
    "fees paper papers attached exhibits counsel notice oath bond costs"
  ).split(" "),
);

/** Whether a reader finds a rule with reasons in the text, by the words it is made of. */
export function seemsSuitable(text: string, reader: string, bound: number): boolean {
  const words: readonly string[] = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const reasons = words.filter((word) => reasoning.has(word)).length;
  const steps = words.filter((word) => procedure.has(word)).length;
  const impression = constants.suitability.impression * normal("impression", reader, textHash(text));
  return reasons / Math.max(1, reasons + steps) + impression >= bound;
}
