const doublesEveryMs = 1000;

/**
 * Opens a lane gradually: `first` requests may be under way at the moment `since`, one more with every success of a
 * request sent after it, and twice as many with every second. Nobody is let in before `since`. Time is what helps
 * where an answer takes a minute: a refusal comes at once.
 */
export class Ramp {
  private successes = 0;

  /** @param since may lie ahead: the lane is closed until then. */
  constructor(
    readonly first: number,
    readonly since: number,
  ) {}

  succeeded(sentAt: number): void {
    if (sentAt >= this.since) this.successes++;
  }

  /** The moment from which so many requests may be under way. */
  opensAt(underWay: number): number {
    const byTime = underWay - this.successes;
    return byTime <= this.first ? this.since : this.since + doublesEveryMs * Math.log2(byTime / this.first);
  }
}
