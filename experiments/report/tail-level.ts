import { studentQuantile } from "./student.js";

/**
 * The quantile at which to cut each tail of a bootstrap distribution over `units` resampled units for a
 * two-sided 95 % interval. With few units plain 2.5 % cuts are too narrow, for two reasons: resampling
 * understates the spread by sqrt((n-1)/n), and it uses the normal where Student's t is due. Both are put
 * right by cutting further out (the expanded percentile interval of Hesterberg, "What Teachers Should Know
 * About the Bootstrap", 2015): 1.1 % for 12 units, 1.8 % for 25, 2.5 % for very many.
 */
export function tailLevel(units: number): number {
  return normalBelow(-studentQuantile(units - 1) * Math.sqrt(units / (units - 1)));
}

/** The normal distribution function for x <= 0 (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function normalBelow(x: number): number {
  const t = 1 / (1 - 0.2316419 * x);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
