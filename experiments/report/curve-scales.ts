import { scaleLinear } from "d3-scale";
import type { CurveData } from "./curve-data.js";

/** The value axis of a curve: from 0 to a round share that nothing shown exceeds. */
export interface ShareAxis {
  /** In (0, 1]. */
  readonly top: number;
  /** Shares to label, ascending, from 0. */
  readonly ticks: readonly number[];
}

/** An axis with about `ticks` labels for all that a drawing of this run shows. */
export function shareAxis(data: CurveData, ticks: number): ShareAxis {
  return shareAxisTo(Math.max(0, ...shownShares(data)), ticks);
}

/** An axis with about `ticks` labels for shares up to `highest`. */
export function shareAxisTo(highest: number, ticks: number): ShareAxis {
  const scale = scaleLinear()
    .domain([0, Math.max(0.1, highest)])
    .nice(ticks);
  const top = Math.min(1, scale.domain()[1] ?? 1);
  return { top, ticks: scale.ticks(ticks).filter((tick) => tick <= top) };
}

/** Whole iteration numbers to label, from 0 to `last`, about `ticks` of them. */
export function iterationTicks(last: number, ticks: number): number[] {
  return scaleLinear().domain([0, last]).ticks(ticks).filter(Number.isInteger);
}

function shownShares({ points, baseline, best, test, facts }: CurveData): number[] {
  const estimates = test === null ? [] : [test.best, test.baseline];
  const shares = [
    ...points.flatMap(({ score, bounds, bestSoFar }) => [bounds?.high ?? score, bestSoFar]),
    baseline?.score,
    best?.score,
    ...facts.published.flatMap((one) => [one.baseline, one.final]),
    ...estimates.flatMap(({ value, interval }) => [value, interval?.high]),
  ];
  return shares.filter((share) => share !== null && share !== undefined);
}
