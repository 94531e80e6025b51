import type { TreeHash } from "../../foundation/ids.js";
import type { Random } from "../../foundation/random.js";
import type { Observation } from "../../inner/trajectory.js";
import { criterionOf } from "../../outer/batches.js";
import { differentEpisodes } from "./different-episodes.js";
import { type Estimate, rateEstimate } from "./interval.js";
import { ratesByDocument } from "./pass-rate.js";

/** Baseline and best on the test documents, in episodes under another rule than the run's. */
export interface CriterionReport {
  /** Name of the rule that accepted examples there. */
  readonly rule: string;
  readonly baseline: Estimate;
  /** Equals `baseline` when the baseline is the best candidate. */
  readonly best: Estimate;
}

/** What was measured under each rule, in their order; those under which nothing was measured are left out. */
export function criteriaReports(
  observations: readonly Observation[],
  rules: readonly string[],
  { best, baseline }: { readonly best: TreeHash; readonly baseline: TreeHash },
  random: Random,
): CriterionReport[] {
  const episodes = differentEpisodes(observations.filter(({ purpose }) => purpose === "criterion"));
  return rules.flatMap((rule, index) => {
    const measured = episodes.filter((one) => criterionOf(one) === index);
    if (measured.length === 0) return [];
    const of = (tree: TreeHash) =>
      rateEstimate(ratesByDocument(measured.filter(({ candidate }) => candidate === tree)), random);
    const start = of(baseline);
    return [{ rule, baseline: start, best: best === baseline ? start : of(best) }];
  });
}
