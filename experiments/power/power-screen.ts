import type { Rate } from "../../outer/decisions.js";
import { percent, plural } from "../report/numbers.js";
import { gateDetects, gatePower, type Means, testDetects } from "./detectable.js";

/** The baseline's pass rate, and where it is from. */
export interface BaselineRate {
  /** In (0, 1). */
  readonly rate: number;
  /** Such as `4 of 11 episodes of the pilot`. */
  readonly from: string;
}

/** Where nothing is known: the rate at which episodes vary most. */
export const assumedRate: BaselineRate = { rate: 0.5, from: "assumed" };

/** With one episode of either end in mind before, so that it is never 0 or 1. */
export function pilotRate({ accepted, conclusive }: Rate): BaselineRate {
  if (conclusive === 0) return assumedRate;
  return {
    rate: (accepted + 1) / (conclusive + 2),
    from: `${accepted} of ${plural(conclusive, "episode")} of the pilot, drawn towards 50 % since they are few`,
  };
}

const gains = [0, 0.05, 0.1, 0.2] as const;

/** What a search of this size can tell, as lines: how often gains are accepted, and what is seen four times in five. */
export function powerLines(means: Means, { rate, from }: BaselineRate): string[] {
  const { validation, parentRuns, test, testRepeats } = means;
  const possible = gains.filter((gain) => rate + gain <= 1);
  const against = parentRuns === 1 ? "a fresh run" : `${parentRuns} runs`;
  const accepted = possible.map((gain) => percent(gatePower(means, rate, gain)).padStart(6));
  return [
    `power, if documents are alike and the baseline passes ${percent(rate)} (${from})`,
    `  true gain of a mutant, in points  ${possible.map((gain) => String(Math.round(gain * 100)).padStart(6)).join("")}`,
    `  is accepted with probability      ${accepted.join("")}`,
    `  ${plural(validation, "validation document")} x 1 run, against ${against} of the parent, detects ${gainText(gateDetects(means, rate))}`,
    ...(test * testRepeats === 0
      ? []
      : [
          `  final test of ${plural(test, "document")} x ${testRepeats}, paired, at 5 %, detects ${gainText(testDetects(means, rate))}`,
        ]),
    "  (detects: four times in five; what changes nothing is accepted as often as the column 0 says)",
  ];
}

function gainText(gain: number | null): string {
  return gain === null ? "no gain" : `a gain of about ${plural(Math.round(gain * 100), "point")}`;
}
