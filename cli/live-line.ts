import type { Clock } from "../foundation/clock.js";

/** How often the live line is drawn anew, and how often a plain log gets a sign of life. */
const redrawMs = 100;
const signOfLifeMs = 60_000;

/** One line that changes in place on a terminal; elsewhere a sign of life every minute. Whole lines go above it. */
export class LiveLine {
  private drawnAt: number;
  private drawn = false;

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly clock: Clock,
  ) {
    this.drawnAt = clock.elapsed();
  }

  /** Draws what `text` says, unless it is too soon. */
  draw(text: (now: number) => string): void {
    const now = this.clock.elapsed();
    const live = this.out.isTTY === true;
    if (now - this.drawnAt < (live ? redrawMs : signOfLifeMs)) return;
    this.drawnAt = now;
    this.clear();
    this.out.write(live ? text(now).slice(0, (this.out.columns ?? 80) - 1) : `… ${text(now)}\n`);
    this.drawn = live;
  }

  notice(message: string): void {
    this.clear();
    this.out.write(`${message}\n`);
  }

  clear(): void {
    if (this.drawn) this.out.write("\r\u001b[2K");
    this.drawn = false;
  }
}
