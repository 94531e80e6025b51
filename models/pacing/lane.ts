import type { Clock } from "../../foundation/clock.js";
import { WaitQueue } from "./wait-queue.js";

/** Permission for one request; given back with `leave`. */
export interface Slot {
  /** How often the lane had narrowed when the slot was given. */
  readonly narrowings: number;
}

/**
 * The way to one model at one endpoint: so many requests at once, in order of arrival. A rate limit halves
 * the width, once for all requests that were under way together; every full width of successes widens it by
 * one again, up to where it began. Other faults leave it alone.
 */
export class Lane {
  private width: number;
  private running = 0;
  private narrowings = 0;
  private closedUntil = 0;
  private readonly queue = new WaitQueue();

  constructor(
    private readonly fullWidth: number,
    private readonly clock: Clock,
  ) {
    this.width = fullWidth;
  }

  /** Most requests at once, at present. */
  get limit(): number {
    return Math.floor(this.width);
  }

  /** Resolves when the request may be sent; rejects with the signal's reason when it is aborted first. */
  async enter(signal?: AbortSignal): Promise<Slot> {
    if (this.running < this.limit && this.queue.size === 0) this.running++;
    else await this.queue.wait(signal);
    try {
      await this.untilOpen(signal);
    } catch (reason) {
      this.leave();
      throw reason;
    }
    return { narrowings: this.narrowings };
  }

  leave(): void {
    this.running--;
    while (this.running < this.limit && this.queue.releaseFirst()) this.running++;
  }

  succeeded(): void {
    this.width = Math.min(this.fullWidth, this.width + 1 / this.width);
  }

  /** @param closedForMs nobody may send for so long; 0 when the endpoint did not ask for a pause. */
  limited(slot: Slot, closedForMs: number): void {
    this.closedUntil = Math.max(this.closedUntil, this.clock.elapsed() + closedForMs);
    if (slot.narrowings !== this.narrowings) return;
    this.narrowings++;
    this.width = Math.max(1, Math.floor(this.width / 2));
  }

  private async untilOpen(signal?: AbortSignal): Promise<void> {
    for (let now = this.clock.elapsed(); now < this.closedUntil; now = this.clock.elapsed()) {
      await this.clock.sleep(this.closedUntil - now, signal);
    }
  }
}
