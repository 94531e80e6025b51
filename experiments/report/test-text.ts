import type { Usage } from "../../models/usage.js";
import type { CostPerAccepted } from "./cost-per-accepted.js";
import type { Estimate } from "./interval.js";
import { percent, percentRange, plural, points, pointsRange, usd } from "./numbers.js";
import { supportOf } from "./support.js";
import type { TestReport } from "./test-report.js";

/**
 * The test split's numbers as lines of text: estimates, whether they support an improvement, what it cost.
 * @param spent by the whole run.
 */
export function testLines(test: TestReport, spent: Usage): string[] {
  if (test.improvement === null) {
    return [
      `test ${estimateText(test.baseline)}   ${measuredOn(test)}`,
      "no improvement shown: the best candidate is the baseline",
      costText(test.baselineCost),
    ];
  }
  return [
    `test ${estimateText(test.best)}   baseline test ${estimateText(test.baseline)}   ${measuredOn(test)}`,
    improvementText(test.improvement),
    `${costText(test.bestCost)} (baseline ${perAccepted(test.baselineCost)})${pointText(test.improvement, spent)}`,
  ];
}

/** `31 % [18, 46]`, or the bare value when there is no interval. */
export function estimateText({ value, interval }: Estimate): string {
  if (value === null) return "not measured";
  return interval === null
    ? percent(value)
    : `${percent(value)} ${percentRange(interval.low, interval.high)}`;
}

/** The paired difference with its interval, and in words whether that supports an improvement. */
export function improvementText(improvement: Estimate): string {
  const { value, interval, because } = improvement;
  if (value === null) return `improvement not measured: ${because}`;
  const difference = `${points(value)} points against the baseline`;
  if (interval === null) return `no improvement shown: ${difference}, paired by document; ${because}`;
  const measured = `${difference}, 95 % interval ${pointsRange(interval.low, interval.high)}, paired by document`;
  switch (supportOf(improvement)) {
    case "supported":
      return `improvement supported: ${measured}`;
    case "worse":
      return `worse than the baseline: ${measured}`;
    default:
      return `no improvement shown: ${measured}, contains 0`;
  }
}

/** What the run spent for each point of an improvement that is supported. */
function pointText(improvement: Estimate, { calls, costUsd }: Usage): string {
  if (improvement.value === null || supportOf(improvement) !== "supported") return "";
  const gained = 100 * improvement.value;
  const dollars = costUsd === null ? "" : ` ${usd(costUsd / gained)}`;
  return `; a point gained: ${plural(Math.round(calls / gained), "call")} of the run${dollars}`;
}

function measuredOn({ baseline, best, repeats, looks }: TestReport): string {
  const documents = Math.max(baseline.documents, best.documents);
  const times = repeats === null || repeats === 1 ? "" : ` x ${repeats}`;
  const used = looks > 1 ? `, used for ${looks} candidates so far` : "";
  return `${plural(documents, "document")}${times}${used}`;
}

const costText = (cost: CostPerAccepted) => `cost per accepted example: ${perAccepted(cost)}`;

function perAccepted({ accepted, calls, costUsd }: CostPerAccepted): string {
  if (accepted === 0) return `none in ${plural(calls, "call")}`;
  const dollars = costUsd === null ? "" : ` ${usd(costUsd / accepted)}`;
  return `${plural(Math.round(calls / accepted), "call")}${dollars}`;
}
