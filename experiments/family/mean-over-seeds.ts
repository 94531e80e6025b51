import type { Interval } from "../report/interval.js";
import { studentQuantile } from "../report/student.js";

/** A mean over the seeds of one cell. */
export interface SeedMean {
  /** Null when no seed has a value. */
  readonly value: number | null;
  /**
   * 95 %, by Student's t over seeds, within the range that values can take; null where the spread cannot be told: fewer
   * than two seeds, or the same value for all.
   */
  readonly interval: Interval | null;
  readonly seeds: number;
}

/**
 * The mean with its interval. Each seed draws its own documents into the splits and has its own luck everywhere, so the
 * spread over seeds holds all of it; with few seeds the interval is as wide as Student's t makes it.
 */
export function seedMean(values: readonly (number | null)[], range: Interval): SeedMean {
  const known = values.filter((value) => value !== null);
  const seeds = known.length;
  if (seeds === 0) return { value: null, interval: null, seeds };
  const value = known.reduce((sum, one) => sum + one, 0) / seeds;
  if (seeds === 1) return { value, interval: null, seeds };
  if (known.every((one) => one === known[0])) return { value, interval: null, seeds };
  const variance = known.reduce((sum, one) => sum + (one - value) ** 2, 0) / (seeds - 1);
  const half = studentQuantile(seeds - 1) * Math.sqrt(variance / seeds);
  const interval = { low: Math.max(range.low, value - half), high: Math.min(range.high, value + half) };
  return { value, interval, seeds };
}

export const shares: Interval = { low: 0, high: 1 };
export const differences: Interval = { low: -1, high: 1 };
export const counts: Interval = { low: 0, high: Number.POSITIVE_INFINITY };
