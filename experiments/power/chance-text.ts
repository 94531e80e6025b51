import type { DecisionBody, Rate } from "../../outer/decisions.js";
import { percent, percentRange, plural } from "../report/numbers.js";
import { acceptedOf, type Chance } from "./chance.js";
import { wilson } from "./wilson.js";

/** How many mutants that change nothing were accepted. */
export function calibrationLine(body: DecisionBody<"calibration">): string {
  const { accepted, conclusive } = acceptedOf(body);
  return `null mutants  validation  ${accepted} of ${conclusive} accepted`;
}

/** What a run accepted beside what chance alone would have, and where that is from; empty without a calibration. */
export function chanceLines(chance: Chance | null): string[] {
  if (chance === null) return [];
  const { accepted, measured, expected, likely, shared, nullMutants, probability } = chance;
  const share = nullMutants.conclusive === 0 ? "" : ` (${shareText(nullMutants)})`;
  return [
    ...(measured === 0
      ? []
      : [
          `${accepted} of ${plural(measured, "mutant")} accepted; chance alone would give ${expected.toFixed(1)} (${likely.low} to ${likely.high})`,
        ]),
    `${nullMutantsText(nullMutants)}${share}; by the documents' pass rates ${percent(probability)}`,
    ...(shared
      ? [
          "mutants of one parent share its evidence, which the range counts; a parent that joined by luck lets fewer pass",
        ]
      : []),
  ];
}

const nullMutantsText = ({ accepted, conclusive }: Rate) =>
  `${accepted} of ${plural(conclusive, "null mutant")} accepted`;

function shareText(rate: Rate): string {
  const { low, high } = wilson(rate);
  return `${percent(rate.accepted / rate.conclusive)} ${percentRange(low, high)}`;
}
