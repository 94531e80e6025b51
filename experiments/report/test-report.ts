import type { TreeHash } from "../../foundation/ids.js";
import type { Random } from "../../foundation/random.js";
import type { Observation } from "../../inner/trajectory.js";
import { type CostPerAccepted, costPerAccepted } from "./cost-per-accepted.js";
import { differentEpisodes } from "./different-episodes.js";
import { differenceEstimate, type Estimate, rateEstimate } from "./interval.js";
import { ratesByDocument } from "./pass-rate.js";

/** What the test split says: the only numbers that nothing was selected on. */
export interface TestReport {
  readonly baseline: Estimate;
  /** Equals `baseline` when the baseline is the best candidate. */
  readonly best: Estimate;
  /** Best minus baseline, paired by document; null when the baseline is the best candidate. */
  readonly improvement: Estimate | null;
  readonly baselineCost: CostPerAccepted;
  readonly bestCost: CostPerAccepted;
  /** Episodes per document when it is the same number everywhere; else null. */
  readonly repeats: number | null;
  /** Candidates other than the baseline that were ever measured on the test split. */
  readonly looks: number;
}

/** Null while neither side has a conclusive test episode. */
export function testReport(
  observations: readonly Observation[],
  best: TreeHash,
  baseline: TreeHash,
  random: Random,
): TestReport | null {
  const onTest = differentEpisodes(observations.filter(({ purpose }) => purpose === "test"));
  const of = (tree: TreeHash) => onTest.filter(({ candidate }) => candidate === tree);
  const [baselineRates, bestRates] = [ratesByDocument(of(baseline)), ratesByDocument(of(best))];
  if (baselineRates.size === 0 && bestRates.size === 0) return null;
  const others = onTest.filter(({ candidate }) => candidate !== baseline);
  const baselineEstimate = rateEstimate(baselineRates, random);
  return {
    baseline: baselineEstimate,
    best: best === baseline ? baselineEstimate : rateEstimate(bestRates, random),
    improvement: best === baseline ? null : differenceEstimate(bestRates, baselineRates, random),
    baselineCost: costPerAccepted(of(baseline)),
    bestCost: costPerAccepted(of(best)),
    repeats: repeatsOf([...of(baseline), ...of(best)]),
    looks: new Set(others.map(({ candidate }) => candidate)).size,
  };
}

function repeatsOf(observations: readonly Observation[]): number | null {
  const episodes = new Map<string, Set<number>>();
  for (const { candidate, document, repeat } of observations) {
    const key = `${candidate} ${document}`;
    episodes.set(key, (episodes.get(key) ?? new Set()).add(repeat));
  }
  const numbers = new Set([...episodes.values()].map((repeats) => repeats.size));
  return numbers.size === 1 ? ([...numbers][0] ?? null) : null;
}
