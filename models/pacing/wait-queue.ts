import { onAbort } from "../on-abort.js";

/** Those who wait for their turn, first come first served; each may be handed something when it comes. */
export class WaitQueue<Handed = void> {
  private readonly waiters = new Set<(handed: Handed) => void>();

  get size(): number {
    return this.waiters.size;
  }

  /** Resolves when released; rejects with the signal's reason when it is aborted first. */
  wait(signal?: AbortSignal): Promise<Handed> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const stopWatching = onAbort(signal, () => {
        this.waiters.delete(release);
        reject(signal?.reason);
      });
      const release = (handed: Handed) => {
        stopWatching();
        resolve(handed);
      };
      this.waiters.add(release);
    });
  }

  /** Lets the first one go; false when nobody waits. */
  releaseFirst(handed: Handed): boolean {
    for (const release of this.waiters) {
      this.waiters.delete(release);
      release(handed);
      return true;
    }
    return false;
  }

  releaseAll(handed: Handed): void {
    while (this.releaseFirst(handed));
  }
}
