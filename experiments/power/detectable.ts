import { efficientParts } from "../../outer/policies/efficient-policy.js";
import { partsOf, type WrittenPolicy } from "../../outer/policies/search-policies.js";
import type { Definition } from "../definition/definition.js";
import { fewestDocuments } from "../report/interval.js";
import { studentQuantile } from "../report/student.js";
import { passesGate } from "./gate.js";

/** What a search has to tell candidates apart with. */
export interface Means {
  readonly validation: number;
  /** Runs of the parent that a mutant's run is compared with; under efficient two or more. */
  readonly parentRuns: number;
  readonly test: number;
  readonly testRepeats: number;
}

/** How sure detection is to be: the usual four in five. */
export const usualPower = 0.8;
const zPower = 0.8416212335729143;

export function meansOf({ splits, search }: Pick<Definition, "splits" | "search">): Means {
  return {
    validation: splits.validation,
    parentRuns: parentRunsOf(search.policy),
    test: splits.test,
    testRepeats: search.finalTestRepeats,
  };
}

/**
 * Paper: one fresh run. Efficient: as many as make a parent known, since a parent with fewer is run again and all that
 * is known of it counts.
 */
function parentRunsOf(policy: WrittenPolicy): number {
  return partsOf(policy).acceptance === "paper" ? 1 : efficientParts.knownEnough;
}

/** The probability that a mutant that is truly `gain` better (in [-1, 1]) is accepted, documents being alike. */
export function gatePower({ validation, parentRuns }: Means, rate: number, gain: number): number {
  const alike = (probability: number) =>
    Array.from({ length: validation }, () => Math.min(1, Math.max(0, probability)));
  return passesGate({ parent: alike(rate), mutant: alike(rate + gain), parentRuns });
}

/** The smallest whole-point gain that the gate lets pass four times in five; null when none does. */
export function gateDetects(means: Means, rate: number): number | null {
  return smallestGain(rate, (gain) => gatePower(means, rate, gain) >= usualPower);
}

/**
 * The smallest whole-point gain whose 95 % interval in the final test (interval.ts) lies above 0 four times in five,
 * for documents that are alike; null when none does, or the test has too few documents for an interval. In the normal
 * approximation, with Student's quantile as the intervals have it and a step of the rate lost, since resampled rates
 * are whole counts. Of simulated tests at the gain that the plain formula gives, 69, 81, 66 and 69 % had
 * such an interval (25 documents once and three times, 12 three times, 50 twice; 150 tests each), where this one
 * says 68, 73, 67 and 74 %. Where documents differ in what they gain, more of them are needed.
 */
export function testDetects({ test, testRepeats }: Means, rate: number): number | null {
  const episodes = test * testRepeats;
  if (test < fewestDocuments || episodes === 0) return null;
  const variance = (probability: number) => probability * (1 - probability);
  return smallestGain(rate, (gain) => {
    const error = Math.sqrt((variance(rate) + variance(rate + gain)) / episodes);
    return gain - 1 / episodes >= (studentQuantile(test - 1) + zPower) * error;
  });
}

/** In steps of a point, up to all documents passing. */
function smallestGain(rate: number, suffices: (gain: number) => boolean): number | null {
  for (let points = 1; points <= 100 && rate + points / 100 <= 1 + 1e-9; points++) {
    if (suffices(Math.min(points / 100, 1 - rate))) return points / 100;
  }
  return null;
}
