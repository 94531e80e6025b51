import { setTimeout as delay } from "node:timers/promises";

/** The only source of time. */
export interface Clock {
  /** Time of day, in milliseconds since 1970. It can be set back: for the record, never for waiting. */
  now(): number;
  /** Milliseconds since some moment of this process; never goes back. For everything that waits or measures. */
  elapsed(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
