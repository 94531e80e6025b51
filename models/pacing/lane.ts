import type { Clock } from "../../foundation/clock.js";
import { WaitQueue } from "./wait-queue.js";

/** Permission for one request; given back with `leave`. */
export interface Slot {
  /** How often the lane had narrowed when the slot was given. */
  readonly narrowings: number;
}

/** Requests that a lane begins with, and begins with again after it was closed: nobody starts in a herd. */
const atFirst = 16;
const afterClosing = 2;

/** What is kept of the number under way when it proved too many: little is given up near a known ceiling. */
const gently = 0.9;
const firmly = 0.5;

/** A wait that is asked for and is at least this long, in milliseconds, closes the lane at the first refusal. */
const longWaitMs = 5_000;

/** Successes at the ceiling before one more is tried; doubled whenever that was refused. */
const probeAfter = { first: 100, most: 400 } as const;

/**
 * The way to one model at one endpoint: so many requests at once, in order of arrival, never more than configured.
 *
 * The width rises by one with each success up to the point where it was last cut, and by one with each full width
 * of successes from there (additive increase), but only while it is used to the full. A rate limit cuts it by a
 * share (multiplicative decrease), once for all requests that were under way together. The number that proved too
 * many is remembered: just below it the lane stays, and only now and then tries one more, more rarely when that
 * failed, and steps back by that one; so a limit on parallel requests is kept nearly without refusals, and a raised
 * one is still found.
 *
 * A refusal may mean too many at once, which narrowing mends, or too many in a time, which only waiting mends. So
 * the lane closes for the time that the endpoint asked for when that time is long, or when narrowing did not help.
 * It then opens narrow. Faults other than rate limits leave the lane alone.
 */
export class Lane {
  private width: number;
  private running = 0;
  private narrowings = 0;
  /** Below this width every success widens by one. */
  private quickBelow: number;
  /** The width that last held, one below what was refused; null while nothing was. */
  private ceiling: number | null = null;
  private probePatience: number = probeAfter.first;
  private successesAtCeiling = 0;
  private successesSinceNarrowing = 0;
  private closedUntil = 0;
  private readonly queue = new WaitQueue();

  constructor(
    private readonly fullWidth: number,
    private readonly clock: Clock,
  ) {
    this.width = Math.min(atFirst, fullWidth);
    this.quickBelow = fullWidth;
  }

  /** Most requests at once, at present. */
  get limit(): number {
    return Math.floor(this.width);
  }

  /** Resolves when the request may be sent; rejects with the signal's reason when it is aborted first. */
  async enter(signal?: AbortSignal): Promise<Slot> {
    for (;;) {
      await this.untilOpen(signal);
      if (this.running < this.limit && this.queue.size === 0) this.running++;
      else await this.queue.wait(signal);
      if (this.isOpen) return { narrowings: this.narrowings };
      this.leave();
    }
  }

  leave(): void {
    this.running--;
    this.admit();
  }

  /** To be told before the request's slot is given back. */
  succeeded(): void {
    this.successesSinceNarrowing++;
    if (this.running < this.limit) return;
    this.widen();
    this.admit();
  }

  /** @param retryAfterMs how long the endpoint asked to be left alone; 0 when it did not say. */
  limited(slot: Slot, retryAfterMs: number): void {
    let inVain = false;
    if (slot.narrowings === this.narrowings) {
      inVain = this.narrowings > 0 && this.successesSinceNarrowing < this.limit;
      this.narrow(this.ceiling === null || inVain ? firmly : gently);
    }
    if (inVain || retryAfterMs >= longWaitMs) this.close(retryAfterMs);
  }

  /** Begins narrow again, as after a pause of the endpoint. */
  beginAgain(): void {
    this.quickBelow = Math.max(this.quickBelow, this.limit);
    this.width = Math.min(this.width, afterClosing);
  }

  private widen(): void {
    if (this.width < this.quickBelow) this.width++;
    else if (this.ceiling === null || this.limit < this.ceiling) this.width += 1 / this.width;
    else this.probe();
    this.width = Math.min(this.width, this.fullWidth);
  }

  /** At the ceiling: one more after long patience; once that has held for a full width, the ceiling is gone. */
  private probe(): void {
    this.successesAtCeiling++;
    if (this.limit > (this.ceiling ?? 0)) {
      if (this.successesAtCeiling < this.limit) return;
      this.ceiling = null;
      this.probePatience = probeAfter.first;
    } else {
      if (this.successesAtCeiling < this.probePatience) return;
      this.width = this.limit + 1;
    }
    this.successesAtCeiling = 0;
  }

  private narrow(kept: number): void {
    const tooMany = Math.min(this.running, this.limit);
    const probed = this.ceiling !== null && this.limit > this.ceiling;
    if (probed) this.probePatience = Math.min(this.probePatience * 2, probeAfter.most);
    this.ceiling = Math.max(1, tooMany - 1);
    this.width = probed ? this.ceiling : Math.max(1, Math.floor(tooMany * kept));
    this.quickBelow = this.width;
    this.narrowings++;
    this.successesAtCeiling = 0;
    this.successesSinceNarrowing = 0;
  }

  private close(forMs: number): void {
    if (forMs <= 0) return;
    this.closedUntil = Math.max(this.closedUntil, this.clock.elapsed() + forMs);
    this.beginAgain();
  }

  private admit(): void {
    while (this.running < this.limit && this.queue.releaseFirst()) this.running++;
  }

  private get isOpen(): boolean {
    return this.clock.elapsed() >= this.closedUntil;
  }

  private async untilOpen(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    while (!this.isOpen) await this.clock.sleep(this.closedUntil - this.clock.elapsed(), signal);
  }
}
