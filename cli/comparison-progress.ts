import { count, stopwatch } from "../experiments/report/numbers.js";
import type { Clock } from "../foundation/clock.js";
import type { RunEvent } from "../outer/run-event.js";

const redrawMs = 100;
const signOfLifeMs = 60_000;

/** Shows a comparison while it goes on: a live line on a terminal, else a sign of life every minute. */
export class ComparisonProgress {
  private readonly startedAt: number;
  private drawnAt: number;
  private drawn = false;
  private calls = 0;
  private done = 0;

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly clock: Clock,
    /** Episodes of each arm; arms follow one another. */
    private readonly planned: { readonly arms: readonly string[]; readonly episodes: number },
  ) {
    this.startedAt = clock.elapsed();
    this.drawnAt = this.startedAt;
  }

  event(event: RunEvent): void {
    if (event.kind !== "episode") return;
    this.done += 1;
    this.draw();
  }

  call(): void {
    this.calls += 1;
    this.draw();
  }

  notice(message: string): void {
    this.close();
    this.out.write(`${message}\n`);
  }

  close(): void {
    if (this.drawn) this.out.write("\r\u001b[2K");
    this.drawn = false;
  }

  private draw(): void {
    const now = this.clock.elapsed();
    const live = this.out.isTTY === true;
    if (now - this.drawnAt < (live ? redrawMs : signOfLifeMs)) return;
    this.drawnAt = now;
    this.close();
    this.out.write(live ? this.text(now).slice(0, (this.out.columns ?? 80) - 1) : `… ${this.text(now)}\n`);
    this.drawn = live;
  }

  private text(now: number): string {
    const { arms, episodes } = this.planned;
    const arm = arms[Math.min(Math.floor(this.done / episodes), arms.length - 1)];
    const elapsed = now - this.startedAt;
    const all = arms.length * episodes;
    const left =
      this.done === 0 ? "" : ` · about ${stopwatch((elapsed / this.done) * (all - this.done))} left`;
    return `${arm} · episodes ${this.done}/${all} · calls ${count(this.calls)} · ${stopwatch(elapsed)}${left}`;
  }
}
