import type { Estimate } from "./interval.js";

/**
 * Whether an improvement over the baseline is supported by fresh evaluations: its 95 % interval, paired by document,
 * lies above 0. "not shown" is no proof that there is none; "worse" is when the interval lies below 0.
 */
export type Support = "supported" | "not shown" | "worse" | "not measured";

/** @param improvement best minus baseline on the test split; null when the best candidate is the baseline itself. */
export function supportOf(improvement: Estimate | null): Support {
  if (improvement === null) return "not shown";
  const { value, interval } = improvement;
  if (value === null) return "not measured";
  if (interval === null) return "not shown";
  if (interval.low > 0) return "supported";
  return interval.high < 0 ? "worse" : "not shown";
}
