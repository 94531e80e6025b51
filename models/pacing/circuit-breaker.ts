import type { Clock } from "../../foundation/clock.js";
import { RunStopped } from "../../foundation/errors.js";
import { onAbort } from "../on-abort.js";
import type { ProviderError } from "../provider-error.js";

export interface BreakerSettings {
  /** So many tries in a row without a connection mean that the endpoint is down. */
  readonly refusals: number;
  readonly probeEveryMs: number;
  /** Stop the run when an endpoint was down for so long; null waits for ever. */
  readonly giveUpAfterMs: number | null;
}

/** For the screen; each message is one sentence. */
export interface BreakerReports {
  readonly onPause?: (message: string) => void;
  readonly onResume?: (message: string) => void;
}

/**
 * Guards one endpoint. When it refuses connections, every call waits, and one call at a time is let through
 * as a probe; the first one that reaches the endpoint sets all others free.
 */
export class CircuitBreaker {
  private refusalsInARow = 0;
  private pausedAt: number | null = null;
  private probing = false;
  private nextProbeAt = 0;
  private stopped: RunStopped | null = null;
  private readonly naps = new Set<AbortController>();

  /** @param endpoint its name, for messages. */
  constructor(
    private readonly endpoint: string,
    private readonly settings: BreakerSettings,
    private readonly clock: Clock,
    private readonly reports: BreakerReports,
  ) {}

  get paused(): boolean {
    return this.pausedAt !== null;
  }

  /**
   * Whether a request may be sent now: `open`, or as the `probe` of a paused endpoint, whose end must be told with
   * `reached`, `refused` or `abandoned`; or not while it is `paused`. @throws RunStopped once given up.
   */
  admit(): "open" | "probe" | "paused" {
    if (this.pausedAt === null) return "open";
    if (this.stopped !== null) throw this.stopped;
    if (this.probing || this.clock.elapsed() < this.nextProbeAt) return "paused";
    this.probing = true;
    return "probe";
  }

  /** Waits while an endpoint is paused, at most until the next probe is due; rejects with the signal's reason. */
  async untilChange(signal?: AbortSignal): Promise<void> {
    if (this.pausedAt === null) return;
    const due = this.nextProbeAt - this.clock.elapsed();
    await this.nap(this.probing || due <= 0 ? this.settings.probeEveryMs : due, signal);
  }

  /** Some answer came, good or bad. */
  reached(): void {
    this.refusalsInARow = 0;
    if (this.pausedAt === null) return;
    const seconds = Math.round((this.clock.elapsed() - this.pausedAt) / 1000);
    this.pausedAt = null;
    this.probing = false;
    this.stopped = null;
    this.wakeAll();
    this.reports.onResume?.(`endpoint ${this.endpoint} answers again after ${seconds} s`);
  }

  /** No connection could be made. */
  refused(probe: boolean, error: ProviderError): void {
    this.refusalsInARow++;
    const now = this.clock.elapsed();
    if (this.pausedAt === null) {
      if (this.refusalsInARow < this.settings.refusals) return;
      this.pausedAt = now;
      this.nextProbeAt = now + this.settings.probeEveryMs;
      this.reports.onPause?.(this.pauseMessage(error));
    } else if (probe) {
      this.probing = false;
      this.nextProbeAt = now + this.settings.probeEveryMs;
    }
    this.maybeGiveUp(now - this.pausedAt, error);
  }

  /** The request ended without saying anything about the endpoint: it was aborted. */
  abandoned(probe: boolean): void {
    if (!probe || this.pausedAt === null) return;
    this.probing = false;
    this.wakeAll();
  }

  private maybeGiveUp(downForMs: number, error: ProviderError): void {
    const limit = this.settings.giveUpAfterMs;
    if (limit === null || downForMs < limit) return;
    this.stopped = new RunStopped(
      `${error.message}, for ${Math.round(downForMs / 1000)} s; start the endpoint and run the same command to continue.`,
      "provider",
    );
    this.wakeAll();
  }

  private pauseMessage(error: ProviderError): string {
    const every = Math.round(this.settings.probeEveryMs / 1000);
    return `${error.message} (${this.refusalsInARow} tries): paused, trying every ${every} s`;
  }

  private async nap(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const nap = new AbortController();
    const stopWatching = onAbort(signal, () => nap.abort());
    this.naps.add(nap);
    await this.clock.sleep(ms, nap.signal).catch(() => {});
    stopWatching();
    this.naps.delete(nap);
    signal?.throwIfAborted();
  }

  private wakeAll(): void {
    for (const nap of this.naps) nap.abort();
  }
}
