import type { Clock } from "../foundation/clock.js";

interface Entry {
  readonly due: number;
  ring(): void;
}

/**
 * Many moments to be woken at, nearly all of which are taken back before they come: one sleep of the clock serves
 * them all, and none is left when nobody waits.
 */
export class Alarm {
  private readonly entries = new Set<Entry>();
  private sleep: { readonly until: number; readonly cancel: AbortController } | null = null;

  constructor(private readonly clock: Clock) {}

  /** Calls `ring` once `ms` milliseconds have passed; the returned function takes that back. */
  set(ms: number, ring: () => void): () => void {
    const entry = { due: this.clock.elapsed() + ms, ring };
    this.entries.add(entry);
    if (this.sleep === null || entry.due < this.sleep.until) this.sleepUntil(entry.due);
    return () => {
      this.entries.delete(entry);
      if (this.entries.size === 0) this.stop();
    };
  }

  private sleepUntil(until: number): void {
    this.stop();
    const cancel = new AbortController();
    this.sleep = { until, cancel };
    this.clock.sleep(Math.max(0, until - this.clock.elapsed()), cancel.signal).then(
      () => this.wake(cancel),
      () => {},
    );
  }

  private stop(): void {
    this.sleep?.cancel.abort();
    this.sleep = null;
  }

  private wake(woken: AbortController): void {
    if (this.sleep?.cancel !== woken) return;
    this.sleep = null;
    const now = this.clock.elapsed();
    for (const entry of this.entries) {
      if (entry.due > now) continue;
      this.entries.delete(entry);
      entry.ring();
    }
    if (this.entries.size === 0) return;
    this.sleepUntil(Math.min(...[...this.entries].map(({ due }) => due)));
  }
}
