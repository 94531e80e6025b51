import { onAbort } from "./on-abort.js";

/**
 * Waits with a signal that is aborted, for the same reason, when the call's signal is or when the run is to
 * stop. Either may be absent.
 */
export async function waitUnder<T>(
  signal: AbortSignal | undefined,
  stop: AbortSignal | undefined,
  wait: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (stop === undefined) return wait(signal);
  const either = new AbortController();
  const endings = [signal, stop].map((one) => {
    if (one?.aborted) either.abort(one.reason);
    return onAbort(one, () => either.abort(one?.reason));
  });
  try {
    return await wait(either.signal);
  } finally {
    for (const stopWatching of endings) stopWatching();
  }
}
