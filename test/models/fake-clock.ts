import type { Clock } from "../../foundation/clock.js";

interface Sleeper {
  readonly due: number;
  wake(): void;
}

export interface FakeClock extends Clock {
  /** Every length of sleep asked for so far, in order. */
  readonly slept: readonly number[];
  /** How many sleep now. */
  sleepers(): number;
  /** Lets `ms` pass, waking sleepers in order of their time, with a turn of the event loop after each. */
  advance(ms: number): Promise<void>;
}

/**
 * A clock that stands still until told otherwise. Sleeps for which `passes` says true end by themselves, in
 * order of their time, as soon as nothing else is to do; time jumps there.
 */
export function fakeClock(passes: (ms: number) => boolean = () => false): FakeClock {
  let time = 1_700_000_000_000;
  const slept: number[] = [];
  const sleeping = new Set<Sleeper>();
  const passing = new Set<Sleeper>();
  const wakeFirst = (among: Set<Sleeper>, until: number) => {
    const first = [...among].sort((a, b) => a.due - b.due)[0];
    if (first === undefined || first.due > until) return false;
    time = Math.max(time, first.due);
    first.wake();
    return true;
  };
  return {
    now: () => time,
    elapsed: () => time,
    slept,
    sleepers: () => sleeping.size,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        slept.push(ms);
        if (signal?.aborted) return reject(signal.reason);
        const leave = () => {
          sleeping.delete(sleeper);
          passing.delete(sleeper);
          signal?.removeEventListener("abort", abort);
        };
        const abort = () => {
          leave();
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          due: time + ms,
          wake: () => {
            leave();
            resolve();
          },
        };
        sleeping.add(sleeper);
        signal?.addEventListener("abort", abort, { once: true });
        if (!passes(ms)) return;
        passing.add(sleeper);
        setImmediate(() => wakeFirst(passing, Number.POSITIVE_INFINITY));
      }),
    advance: async (ms) => {
      const until = time + ms;
      await turn();
      while (wakeFirst(sleeping, until)) await turn();
      time = until;
    },
  };
}

/** Lets everything that is ready happen. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Waits, in real turns of the event loop, until something outside our control has happened. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}
