import { setMaxListeners } from "node:events";

/**
 * Calls `act` when the signal is aborted later; the returned function takes that back. A run's one signal is
 * watched by hundreds of calls at once, which Node would warn about.
 */
export function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal === undefined) return () => {};
  setMaxListeners(0, signal);
  signal.addEventListener("abort", act, { once: true });
  return () => signal.removeEventListener("abort", act);
}
