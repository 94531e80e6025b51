import type { Clock } from "../foundation/clock.js";
import { RunStopped } from "../foundation/errors.js";
import type { StopRequest } from "../models/stoppable.js";

const hourMs = 3_600_000;
/** Longer than a timer can be set for is no limit to this process. */
const longestTimer = 2 ** 31 - 1;

export interface TimeLimitOptions {
  readonly hours: number | null;
  /** Milliseconds that earlier processes of the run were at work. */
  readonly beforeMs: number;
  readonly clock: Clock;
  readonly stop: StopRequest;
}

/**
 * Stops the run, as a budget does, when its hours are used up: calls under way come home. Returns what ends the watch.
 */
export function limitTime({ hours, beforeMs, clock, stop }: TimeLimitOptions): () => void {
  const watch = new AbortController();
  const left = hours === null ? longestTimer : hours * hourMs - beforeMs;
  if (hours !== null && left < longestTimer) {
    const used = new RunStopped(
      `The budget is reached: ${hours} h of running are used; raise budget.hours (--budget-hours) and run the ` +
        "same command to continue.",
      "budget",
    );
    clock.sleep(Math.max(0, left), watch.signal).then(
      () => stop.request(used),
      () => {},
    );
  }
  return () => watch.abort();
}
