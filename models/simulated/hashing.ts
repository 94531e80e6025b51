/**
 * Randomness of the simulated models: hashes of what they are asked. Equal texts give equal draws, on every
 * machine and in every order, so a reply is a function of its request alone.
 */

/** A 53-bit hash of a text. */
export function textHash(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let position = 0; position < text.length; position++) {
    const code = text.charCodeAt(position);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

/** A number in [0, 1) that depends on all parts and their order. */
export function uniform(...parts: readonly (string | number)[]): number {
  return textHash(parts.join("\u0001")) / 2 ** 53;
}

/** A standard normal number that depends on all parts (Box-Muller). */
export function normal(...parts: readonly (string | number)[]): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform("radius", ...parts)));
  return radius * Math.cos(2 * Math.PI * uniform("angle", ...parts));
}

/** The standard normal number at this quantile, to about three digits (logistic approximation by Bowling). */
export function normalOf(quantile: number): number {
  const inside = Math.min(Math.max(quantile, 1e-9), 1 - 1e-9);
  return Math.log(inside / (1 - inside)) / 1.702;
}

/** A standard Gumbel number: adding one to each log weight and keeping the largest draws without replacement. */
export function gumbel(...parts: readonly (string | number)[]): number {
  return -Math.log(-Math.log(Math.max(uniform(...parts), 1e-12)));
}

/** One member of a list, chosen by the parts. The list must not be empty. */
export function choose<T>(items: readonly T[], ...parts: readonly (string | number)[]): T {
  return items[Math.floor(uniform(...parts) * items.length)] as T;
}

/** One of several alternatives with probability proportional to its weight; weights are not all zero. */
export function chooseWeighted<T>(
  items: readonly (readonly [T, number])[],
  ...parts: readonly (string | number)[]
): T {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = uniform(...parts) * total;
  for (const [item, weight] of items) {
    rest -= weight;
    if (rest < 0) return item;
  }
  return (items[items.length - 1] as (typeof items)[number])[0];
}
