import { onAbort } from "../on-abort.js";

/** Those who wait for their turn, first come first served. */
export class WaitQueue {
  private readonly waiters = new Set<() => void>();

  get size(): number {
    return this.waiters.size;
  }

  /** Resolves when released; rejects with the signal's reason when it is aborted first. */
  wait(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const stopWatching = onAbort(signal, () => {
        this.waiters.delete(release);
        reject(signal?.reason);
      });
      const release = () => {
        stopWatching();
        resolve();
      };
      this.waiters.add(release);
    });
  }

  /** Lets the first one go; false when nobody waits. */
  releaseFirst(): boolean {
    for (const release of this.waiters) {
      this.waiters.delete(release);
      release();
      return true;
    }
    return false;
  }

  releaseAll(): void {
    while (this.releaseFirst());
  }
}
