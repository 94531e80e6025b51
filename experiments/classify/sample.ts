import type { Random } from "../../foundation/random.js";
import type { Item } from "./items.js";

/** Quantile bins of the challenge score. */
const bins = 5;

/**
 * At most `size` items, each at most once, in random order: from every stratum of difficulty as many as its share of
 * all items, to the nearest whole numbers that add up (paper, appendix C.3).
 */
export function stratifiedSample(items: readonly Item[], size: number, random: Random): Item[] {
  const strata = strataOf(items);
  const taken = apportioned(
    strata.map(({ length }) => length),
    Math.min(size, items.length),
  );
  return random.shuffle(strata.flatMap((stratum, index) => random.shuffle(stratum).slice(0, taken[index])));
}

/** Items by quantile of their challenge score, equal scores together, and those without a score as one stratum. */
export function strataOf(items: readonly Item[]): Item[][] {
  const scored = items
    .flatMap((item) => (item.weak === null ? [] : [{ item, challenge: 1 - item.weak }]))
    .sort((a, b) => a.challenge - b.challenge || a.item.line - b.item.line);
  const strata = Array.from({ length: bins }, (): Item[] => []);
  let first = 0;
  for (const [rank, { item, challenge }] of scored.entries()) {
    if (challenge !== scored[first]?.challenge) first = rank;
    strata[Math.floor((bins * first) / scored.length)]?.push(item);
  }
  return [...strata, items.filter(({ weak }) => weak === null)].filter((stratum) => stratum.length > 0);
}

/** Seats in proportion to sizes, by largest remainders; `seats` is at most the sum of the sizes. */
function apportioned(sizes: readonly number[], seats: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const quotas = sizes.map((size) => (size * seats) / total);
  const whole = quotas.map(Math.floor);
  const left = seats - whole.reduce((sum, one) => sum + one, 0);
  const remainder = (index: number) => (quotas[index] ?? 0) - (whole[index] ?? 0);
  const byRemainder = quotas.map((_, index) => index).sort((a, b) => remainder(b) - remainder(a) || a - b);
  const favoured = new Set(byRemainder.slice(0, left));
  return whole.map((one, index) => (favoured.has(index) ? one + 1 : one));
}

/** Consecutive batches of `size`; the last may be smaller. */
export function batchesOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
