import type { Clock } from "../foundation/clock.js";
import { Alarm } from "./alarm.js";
import { onAbort } from "./on-abort.js";

/** The time given to a piece of work was over before it ended. */
export class DeadlinePassed extends Error {
  override readonly name = "DeadlinePassed";
}

const alarms = new WeakMap<Clock, Alarm>();

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
  let stopForwarding = () => {};
  let takeBack = () => {};
  const over = new Promise<never>((_, reject) => {
    const end = (reason: unknown) => {
      reject(reason);
      ours.abort(reason);
    };
    stopForwarding = onAbort(signal, () => end(signal?.reason));
    takeBack = alarmOf(clock).set(ms, () => end(new DeadlinePassed(`no end after ${ms} ms`)));
  });
  try {
    return await Promise.race([work(ours.signal), over]);
  } catch (error) {
    throw ours.signal.aborted ? ours.signal.reason : error;
  } finally {
    takeBack();
    stopForwarding();
  }
}

function alarmOf(clock: Clock): Alarm {
  const known = alarms.get(clock);
  if (known !== undefined) return known;
  const alarm = new Alarm(clock);
  alarms.set(clock, alarm);
  return alarm;
}
