interface Waiter {
  resolve(): void;
  reject(reason: unknown): void;
}

/** Those who wait for their turn, first come first served. */
export class WaitQueue {
  private readonly waiters = new Set<Waiter>();

  get size(): number {
    return this.waiters.size;
  }

  /** Resolves when released; rejects with the signal's reason when it is aborted first. */
  wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const leave = () => {
        this.waiters.delete(waiter);
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        resolve: () => {
          signal?.removeEventListener("abort", leave);
          resolve();
        },
        reject,
      };
      this.waiters.add(waiter);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  /** Lets the first one go; false when nobody waits. */
  releaseFirst(): boolean {
    for (const waiter of this.waiters) {
      this.waiters.delete(waiter);
      waiter.resolve();
      return true;
    }
    return false;
  }

  releaseAll(): void {
    while (this.releaseFirst());
  }
}
