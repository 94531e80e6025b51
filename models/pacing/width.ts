/** What is kept of the number that was borne when more was refused. */
const kept = 0.9;
/** Successes at the ceiling before one more is tried: the larger of these, doubled for each such try that failed. */
const patience = { successes: 64, widths: 2, doublings: 3 };

/**
 * How many requests may be under way at once: additive increase, multiplicative decrease, with a memory.
 *
 * - A burst of refusals is one measurement and one decrease. Of the requests that were under way so many were
 *   refused; the others were borne. The width falls to nine tenths of what was borne. Each further refusal of the
 *   same burst corrects the measurement; it is no decrease of its own.
 * - What was borne is the ceiling. Below it the width grows by one with every full width of successes, and at it
 *   the width stays for at least 64 successes, then for twice, four and eight times as many when one more was
 *   refused again. So a hard limit costs one refusal in some hundreds of requests.
 * - Where one more is borne for a full width of successes the ceiling is forgotten: the width grows by one, two, four
 *   and so on with every full width of successes until a refusal or the configured width. So a raised limit is found.
 * - A burst in which more were refused than borne tells little: the width grows in that way from where it fell.
 */
export class Width {
  private current: number;
  private ceiling: number | null = null;
  private failedTries = 0;
  private successes = 0;
  /** Without a ceiling: how much the width grows with a full width of successes, and how much it has. */
  private stride = 1;
  private strode = 0;
  private burst = { underWay: 0, refused: 0, ceiling: null as number | null, failedTries: 0 };

  /** @param configured where it begins, and never goes beyond. */
  constructor(private readonly configured: number) {
    this.current = configured;
  }

  get limit(): number {
    return this.current;
  }

  /**
   * A request succeeded that had filled the width: others do not count.
   * @param mayTry whether a refusal of one above the ceiling can be afforded now.
   */
  succeeded(mayTry: boolean): void {
    this.successes++;
    if (this.successes < this.needed() || (this.current === this.ceiling && !mayTry)) return;
    this.successes = 0;
    if (this.ceiling === null) this.lengthenStride();
    else if (this.current > this.ceiling) this.forgetCeiling();
    this.current = Math.min(this.configured, this.current + 1);
  }

  /** The first refusal of a burst. @param underWay requests out at that moment, the refused one among them. */
  refused(underWay: number): void {
    const { ceiling, failedTries } = this;
    this.burst = { underWay, refused: 0, ceiling, failedTries };
    this.refusedAlso();
  }

  /** A further refusal of the same burst. */
  refusedAlso(): void {
    const { burst } = this;
    burst.refused++;
    const borne = Math.max(1, burst.underWay - burst.refused);
    this.current = Math.min(this.current, Math.max(1, Math.floor(borne * kept)));
    if (burst.refused > borne) this.forgetCeiling();
    else this.ceiling = borne;
    const again = this.ceiling !== null && this.ceiling === burst.ceiling;
    this.failedTries = again ? Math.min(patience.doublings, burst.failedTries + 1) : 0;
    this.successes = 0;
  }

  /** What was measured turned out not to be about the number at once. */
  forgetCeiling(): void {
    this.ceiling = null;
    this.failedTries = 0;
    this.stride = 1;
    this.strode = 0;
  }

  private lengthenStride(): void {
    if (++this.strode < this.stride) return;
    this.stride *= 2;
    this.strode = 0;
  }

  private needed(): number {
    if (this.ceiling === null) return this.current / this.stride;
    if (this.current !== this.ceiling) return this.current;
    return Math.max(patience.successes, patience.widths * this.current) * 2 ** this.failedTries;
  }
}
