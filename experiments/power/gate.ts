/**
 * How often a mutant passes the rule of acceptance (paper, section 5: strictly more than its parent) by what both
 * truly are. Exact: every episode passes by itself, with a probability of its candidate and document.
 */
export interface Gate {
  /** The parent's pass probability on each validation document, in [0, 1]. */
  readonly parent: readonly number[];
  /** The mutant's on the same documents. */
  readonly mutant: readonly number[];
  /** Runs of the parent over all documents that one run of the mutant is compared with; at least 1. */
  readonly parentRuns: number;
}

/** The probability that the mutant's rate comes out strictly higher than the parent's. */
export function passesGate({ parent, mutant, parentRuns }: Gate): number {
  const below = successes(Array.from({ length: parentRuns }, () => parent).flat());
  const ofMutant = successes(mutant);
  let sum = 0;
  let cumulated = 0;
  let next = 0;
  for (const [passed, chance] of ofMutant.entries()) {
    for (; next < passed * parentRuns; next++) cumulated += below[next] ?? 0;
    sum += chance * cumulated;
  }
  return Math.min(1, sum);
}

/** The probabilities of 0 to n successes in n independent trials, each with its own probability (Poisson-binomial). */
export function successes(probabilities: readonly number[]): Float64Array {
  const chances = new Float64Array(probabilities.length + 1);
  chances[0] = 1;
  for (const [tried, probability] of probabilities.entries()) {
    for (let count = tried + 1; count >= 0; count--) {
      const without = (chances[count] ?? 0) * (1 - probability);
      const withIt = count === 0 ? 0 : (chances[count - 1] ?? 0) * probability;
      chances[count] = without + withIt;
    }
  }
  return chances;
}

/**
 * The probabilities of 0 to `mutants` passing, of so many that are all compared with the same runs of the parent: its
 * luck in them lets all or none pass.
 */
export function sharedPasses({ parent, mutant, parentRuns }: Gate, mutants: number): Float64Array {
  const below = successes(Array.from({ length: parentRuns }, () => parent).flat());
  const ofMutant = successes(mutant);
  const counts = new Float64Array(mutants + 1);
  for (const [passed, chance] of below.entries()) {
    const higher = Math.floor(passed / parentRuns) + 1;
    const passes = ofMutant.subarray(higher).reduce((sum, one) => sum + one, 0);
    const given = successes(Array.from({ length: mutants }, () => Math.min(1, passes)));
    for (const [count, probability] of given.entries()) {
      counts[count] = (counts[count] ?? 0) + chance * probability;
    }
  }
  return counts;
}

/** The probabilities of the sum of two counts that say nothing of each other. */
export function sumOf(one: Float64Array, other: Float64Array): Float64Array {
  const sum = new Float64Array(one.length + other.length - 1);
  for (const [count, chance] of one.entries()) {
    for (const [more, probability] of other.entries()) {
      sum[count + more] = (sum[count + more] ?? 0) + chance * probability;
    }
  }
  return sum;
}

/** The narrowest counts that leave at most 2.5 % below and 2.5 % above. @param chances of 0 to n. */
export function likelyCounts(chances: Float64Array): { readonly low: number; readonly high: number } {
  const tail = 0.025;
  const most = chances.length - 1;
  let low = 0;
  for (let below = chances[0] ?? 0; below <= tail && low < most; below += chances[low] ?? 0) low++;
  let high = most;
  for (let above = chances[most] ?? 0; above <= tail && high > 0; above += chances[high] ?? 0) high--;
  return { low, high };
}
