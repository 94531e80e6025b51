import seedrandom from "seedrandom";

/** One seeded stream of numbers. */
export interface Random {
  /** The label that the stream was forked under, for the record. */
  readonly label: string;
  /** Next double in [0, 1). */
  next(): number;
  /** Next integer in [0, bound). */
  integer(bound: number): number;
  /** A new array with the same members in random order (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[];
}

/** All randomness of a run: one root seed, forked by label. The same label always gives the same stream. */
export interface RandomStreams {
  fork(label: string): Random;
}

/**
 * Streams of one root seed. A fork depends only on the seed and its label, never on how much of another
 * stream was used.
 */
export function randomStreams(rootSeed: number | string): RandomStreams {
  return { fork: (label) => streamOf(`${rootSeed}/${label}`, label) };
}

function streamOf(seed: string, label: string): Random {
  const generator = seedrandom(seed);
  const integer = (bound: number) => Math.floor(generator() * bound);
  return {
    label,
    next: () => generator(),
    integer,
    shuffle: (items) => {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const chosen = integer(last + 1);
        const held = shuffled[last] as (typeof shuffled)[number];
        shuffled[last] = shuffled[chosen] as (typeof shuffled)[number];
        shuffled[chosen] = held;
      }
      return shuffled;
    },
  };
}
