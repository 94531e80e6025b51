import type { Clock } from "../foundation/clock.js";
import { onAbort } from "./on-abort.js";

/** The time given to a piece of work was over before it ended. */
export class DeadlinePassed extends Error {
  override readonly name = "DeadlinePassed";
}

/**
 * Runs `work` with a signal that is aborted when the caller's is or when `ms` milliseconds have passed, and
 * does not wait for work that ignores it.
 * @throws DeadlinePassed when the time was over, the caller's reason when the caller aborted.
 */
export async function withDeadline<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const ours = new AbortController();
  const timer = new AbortController();
  const stopForwarding = onAbort(signal, () => ours.abort(signal?.reason));
  clock.sleep(ms, timer.signal).then(
    () => ours.abort(new DeadlinePassed(`no end after ${ms} ms`)),
    () => {},
  );
  try {
    return await Promise.race([work(ours.signal), rejectionOf(ours.signal)]);
  } catch (error) {
    throw ours.signal.aborted ? ours.signal.reason : error;
  } finally {
    timer.abort("work ended");
    stopForwarding();
  }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    onAbort(signal, () => reject(signal.reason));
  });
}
