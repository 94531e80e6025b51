import type { Rate } from "../../outer/decisions.js";
import type { Interval } from "../report/interval.js";

const z = 1.959963984540054;

/** Wilson's 95 % interval for a probability, from at least one independent trial. */
export function wilson({ accepted, conclusive }: Rate): Interval {
  const rate = accepted / conclusive;
  const scale = 1 + z ** 2 / conclusive;
  const centre = (rate + z ** 2 / (2 * conclusive)) / scale;
  const half = (z / scale) * Math.sqrt((rate * (1 - rate)) / conclusive + z ** 2 / (4 * conclusive ** 2));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
