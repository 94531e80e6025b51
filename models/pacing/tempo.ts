/** What a refusal leaves of the rate: at most and at least. */
const kept = { most: 0.95, least: 0.7 };
/** What successes add to the rate, as a share of it; `patience` of them make one unit. */
const growth = (units: number) => 0.05 * units + 0.01 * units ** 3;
/** The first measurement is made in the disorder of refusals: the rate moves on from it quickly. */
const patience = { first: 50, later: 100 };
/** So many requests must have been borne before their rate means anything. */
const enough = 8;
/** A rate that has grown by so many times itself is no limit any more. */
const forgottenAt = 3;
/** Timers are late by milliseconds; so much of it is made up for. */
const catchUpMs = 20;

/**
 * How fast requests may follow one another: additive increase, multiplicative decrease of their rate. Without
 * limit until the endpoint refuses for being asked too often. The rate that it bore is then measured: requests that
 * were not refused since the last such moment, over the time in which requests waited to be sent, pauses included.
 * At first the rate falls to 95 % of that, later by 5 to 30 %, as far as the measurement says; then it grows by 5 %
 * with 100 successes, and ever faster. Where too few were borne to tell, it stays as it is and the count goes on.
 */
export class Tempo {
  private rate: { readonly perMs: number; readonly patience: number; successes: number } | null = null;
  private dueAt = 0;
  private borne = 0;
  private borneMs = 0;
  private lastSentAt = 0;

  /** The moment from which the next request may be sent. */
  get opensAt(): number {
    return this.dueAt;
  }

  /** @param waited whether the request had waited for its turn: only such time tells what an endpoint bears. */
  sent(now: number, waited: boolean): void {
    if (waited) {
      this.borne++;
      this.borneMs += now - this.lastSentAt;
    }
    this.lastSentAt = now;
    this.dueAt = Math.max(this.dueAt, now - catchUpMs) + 1 / this.perMs;
  }

  succeeded(): void {
    if (this.rate === null) return;
    this.rate.successes++;
    if (growth(this.rate.successes / this.rate.patience) >= forgottenAt) this.rate = null;
  }

  /** A request was not borne, for whatever reason. */
  refused(): void {
    this.borne = Math.max(0, this.borne - 1);
  }

  /** The endpoint is asked too often. */
  slowDown(): void {
    if (this.borne >= enough) {
      const measured = this.borne / Math.max(1, this.borneMs);
      const perMs =
        this.rate === null
          ? kept.most * measured
          : this.perMs * Math.min(kept.most, Math.max(kept.least, measured / this.perMs));
      this.rate = { perMs, patience: this.rate === null ? patience.first : patience.later, successes: 0 };
    }
    if (this.borne >= enough || this.borne === 0) {
      this.borne = 0;
      this.borneMs = 0;
    }
  }

  /** Requests a millisecond, at present. */
  private get perMs(): number {
    if (this.rate === null) return Number.POSITIVE_INFINITY;
    return this.rate.perMs * (1 + growth(this.rate.successes / this.rate.patience));
  }
}
