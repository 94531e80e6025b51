import type { Clock } from "../../foundation/clock.js";
import type { BackoffSettings } from "./backoff.js";
import { Ramp } from "./ramp.js";
import { Tempo } from "./tempo.js";
import { WaitQueue } from "./wait-queue.js";
import { Width } from "./width.js";

/** Permission for one request, and what was known when it was given; given back with `leave`. */
export interface Slot {
  /** Bursts of rate limits seen before. */
  readonly bursts: number;
  /** Requests under way, with this one. */
  readonly level: number;
  /** Whether no more were allowed. */
  readonly full: boolean;
  readonly sentAt: number;
}

/** Requests at once when a lane is new, and when it opens after it was closed. */
const atFirst = 16;
const afterPause = 1;
/** A wait asked for that is at least this long, in milliseconds, is kept by everybody. */
const longWaitMs = 5_000;
/** A refusal at no more than this share of a number that was borne is not about the number. */
const wellBelow = 0.75;
/** One above the ceiling is tried when the last pause it cost is at most 1/20 of the time since. */
const worthPauses = 20;

/**
 * The way to one model at one endpoint: requests leave in order of arrival, never more at once than configured.
 * Only rate limits change how many, once for all requests that were sent before the first refusal of a burst.
 *
 * A refusal may mean two things, and how many requests were under way tells which:
 *
 * - *Too many at once*: so many had not been borne before. The width narrows (see Width); the others go on. Only a
 *   long wait asked for, of 5 s and more, is kept by everybody.
 * - *Too often*: clearly more had been borne before, nothing else was under way, or what was sent after the last
 *   narrowing was refused again. Then narrowing does not help: the lane closes for as long as the endpoint asks, or
 *   for growing times of our own, and requests follow one another more slowly afterwards (see Tempo).
 *
 * A new lane, one that was closed, and one whose endpoint was down open gradually (see Ramp).
 */
export class Lane {
  private readonly width: Width;
  private readonly tempo = new Tempo();
  private readonly queue = new WaitQueue<Slot>();
  private ramp: Ramp;
  private timer: { readonly due: number; readonly cancel: AbortController } | null = null;
  private underWay = 0;
  private bursts = 0;
  /** What the latest burst meant. */
  private tooOften = false;
  /** Bursts since a request succeeded that was sent after one. */
  private inVain = 0;
  /** The most at once with which a request succeeded; those sent before the latest burst do not count. */
  private borne = 0;
  private mayTryAt = 0;

  constructor(
    configured: number,
    private readonly clock: Clock,
    private readonly settings: Pick<BackoffSettings, "firstMs" | "capMs">,
  ) {
    this.width = new Width(configured);
    this.ramp = new Ramp(atFirst, clock.elapsed());
  }

  /** Most requests at once that the endpoint is believed to bear. */
  get limit(): number {
    return this.width.limit;
  }

  /** Resolves when the request may be sent; rejects with the signal's reason when it is aborted first. */
  async enter(signal?: AbortSignal): Promise<Slot> {
    signal?.throwIfAborted();
    if (this.queue.size === 0 && this.isOpen()) return this.start(false);
    const turn = this.queue.wait(signal);
    this.admit();
    try {
      return await turn;
    } finally {
      if (this.queue.size === 0) this.stopTimer();
    }
  }

  /** Told last of a request, whatever came of it. */
  leave(): void {
    this.underWay--;
    this.admit();
  }

  succeeded(slot: Slot): void {
    if (slot.bursts === this.bursts) {
      this.inVain = 0;
      this.borne = Math.max(this.borne, slot.level);
    }
    this.ramp.succeeded(slot.sentAt);
    this.tempo.succeeded();
    if (slot.full) this.width.succeeded(this.clock.elapsed() >= this.mayTryAt);
  }

  /** @param retryAfterMs how long the endpoint asked to be left alone; 0 when it did not say. */
  limited(slot: Slot, retryAfterMs: number): void {
    this.tempo.refused();
    if (slot.bursts === this.bursts) this.beginBurst(slot);
    else if (slot.bursts === this.bursts - 1 && !this.tooOften) this.width.refusedAlso();
    const pauseMs = this.tooOften ? this.ownPauseMs(retryAfterMs) : retryAfterMs;
    if (this.tooOften || pauseMs >= longWaitMs) this.close(pauseMs);
  }

  /** To be told when the endpoint answers again after it was down. */
  beginAgain(): void {
    this.ramp = new Ramp(afterPause, Math.max(this.ramp.since, this.clock.elapsed()));
  }

  private beginBurst(slot: Slot): void {
    this.bursts++;
    this.inVain++;
    this.tooOften = this.inVain > 1 || this.isNotAboutNumber(slot.level);
    if (this.tooOften) {
      this.tempo.slowDown();
      this.width.forgetCeiling();
      this.borne = 0; // the endpoint may have changed: what it bears is to be seen again
    } else {
      this.width.refused(this.underWay);
      this.borne = Math.min(this.borne, this.underWay - 1);
    }
  }

  private isNotAboutNumber(level: number): boolean {
    const alone = level === 1 && (this.underWay === 1 || this.borne > 0);
    return alone || level <= wellBelow * this.borne;
  }

  /** The endpoint's word counts, unless it has sent us away in vain before. */
  private ownPauseMs(askedMs: number): number {
    if (askedMs > 0 && this.inVain <= 1) return askedMs;
    return Math.max(askedMs, Math.min(this.settings.capMs, this.settings.firstMs * 2 ** (this.inVain - 1)));
  }

  private close(forMs: number): void {
    const until = this.clock.elapsed() + forMs;
    if (until <= this.ramp.since) return;
    this.ramp = new Ramp(afterPause, until);
    if (!this.tooOften) this.mayTryAt = until + worthPauses * forMs;
  }

  private opensAt(): number {
    return Math.max(this.tempo.opensAt, this.ramp.opensAt(this.underWay + 1));
  }

  private isOpen(): boolean {
    return this.underWay < this.width.limit && this.clock.elapsed() >= this.opensAt();
  }

  private start(waited: boolean): Slot {
    const sentAt = this.clock.elapsed();
    this.tempo.sent(sentAt, waited);
    const level = ++this.underWay;
    return { bursts: this.bursts, level, full: level >= this.width.limit, sentAt };
  }

  private admit(): void {
    while (this.queue.size > 0 && this.isOpen()) this.queue.releaseFirst(this.start(true));
    if (this.queue.size > 0 && this.underWay < this.width.limit) this.startTimer();
  }

  /** One timer, for the first in the queue; what it waits for may have moved away when it rings. */
  private startTimer(): void {
    const due = this.opensAt();
    if (this.timer !== null && this.timer.due <= due) return;
    this.stopTimer();
    const cancel = new AbortController();
    this.timer = { due, cancel };
    this.clock.sleep(due - this.clock.elapsed(), cancel.signal).then(
      () => {
        if (this.timer?.cancel !== cancel) return;
        this.timer = null;
        this.admit();
      },
      () => {},
    );
  }

  private stopTimer(): void {
    this.timer?.cancel.abort();
    this.timer = null;
  }
}
