import { toNumber } from "../../referee/fraction.js";
import type { Fraction } from "../../trajectory.js";
import type { GrpoSuitability } from "./loop-verdict.js";

/** What a report needs of one measured example. */
export interface MeasuredExample {
  readonly weak: readonly Fraction[];
  /** Null when the loop judge was not asked. */
  readonly suitability: GrpoSuitability | null;
}

/** The legal task's own numbers (paper, table 3). Null where nothing was measured. */
export interface LegalNumbers {
  readonly examples: number;
  /** Mean over examples of the mean weak score. */
  readonly weakMean: number | null;
  /** Share of examples whose weak attempts all scored 0: nothing to learn from. */
  readonly allZeroShare: number | null;
  /**
   * Standard deviation between the weak attempts on one example, in points of 100, mean over the examples with
   * at least two attempts. With n - 1, as reward groups are usually normalised.
   */
  readonly weakDeviationPoints: number | null;
  /** Examples by the loop judge's word. */
  readonly suitability: Readonly<Record<GrpoSuitability | "not_judged", number>>;
}

/** Sums up many examples. In floating point: exact sums over many rubrics would outgrow safe integers. */
export function legalNumbers(examples: readonly MeasuredExample[]): LegalNumbers {
  const groups = examples.map(({ weak }) => weak.map(toNumber)).filter((group) => group.length > 0);
  const allZero = groups.map((group) => (group.every((score) => score === 0) ? 1 : 0));
  const deviations = groups.filter((group) => group.length > 1).map(deviation);
  const count = (wanted: GrpoSuitability | null) =>
    examples.filter(({ suitability }) => suitability === wanted).length;
  return {
    examples: examples.length,
    weakMean: average(groups.map((group) => average(group) ?? 0)),
    allZeroShare: average(allZero),
    weakDeviationPoints: average(deviations.map((one) => 100 * one)),
    suitability: {
      high: count("high"),
      medium: count("medium"),
      low: count("low"),
      not_judged: count(null),
    },
  };
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(group: readonly number[]): number {
  const centre = average(group) ?? 0;
  const squares = group.map((value) => (value - centre) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (group.length - 1));
}
