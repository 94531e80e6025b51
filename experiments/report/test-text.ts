import type { CostPerAccepted } from "./cost-per-accepted.js";
import type { Estimate } from "./interval.js";
import { percent, percentRange, plural, points, pointsRange, usd } from "./numbers.js";
import type { TestReport } from "./test-report.js";

/** The test split's numbers as lines of text: estimates, paired improvement, cost. */
export function testLines(test: TestReport): string[] {
  if (test.improvement === null) {
    return [`test ${estimateText(test.baseline)}   ${measuredOn(test)}`, costText(test.baselineCost)];
  }
  return [
    `test ${estimateText(test.best)}   baseline test ${estimateText(test.baseline)}   ${measuredOn(test)}`,
    improvementText(test.improvement),
    `${costText(test.bestCost)} (baseline ${perAccepted(test.baselineCost)})`,
  ];
}

/** `31 % [18, 46]`, or the bare value when there is no interval. */
export function estimateText({ value, interval }: Estimate): string {
  if (value === null) return "not measured";
  return interval === null
    ? percent(value)
    : `${percent(value)} ${percentRange(interval.low, interval.high)}`;
}

/** The paired difference with its interval, and whether that leaves it open which is better. */
export function improvementText({ value, interval, because }: Estimate): string {
  if (value === null) return `improvement not measured: ${because}`;
  const difference = `improvement ${points(value)} points`;
  if (interval === null) return `${difference}, paired by document; ${because}`;
  const open = interval.low <= 0 && interval.high >= 0 ? " (not separable from 0)" : "";
  const range = pointsRange(interval.low, interval.high);
  return `${difference}, 95 % interval ${range}, paired by document${open}`;
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
