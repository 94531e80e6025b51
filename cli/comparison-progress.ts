import { count, stopwatch } from "../experiments/report/numbers.js";
import type { Clock } from "../foundation/clock.js";
import type { RunEvent } from "../outer/run-event.js";
import { LiveLine } from "./live-line.js";

/** Shows a comparison while it goes on: a live line on a terminal, else a sign of life every minute. */
export class ComparisonProgress {
  private readonly line: LiveLine;
  private readonly startedAt: number;
  private calls = 0;
  private done = 0;

  constructor(
    out: NodeJS.WriteStream,
    clock: Clock,
    /** Episodes of each arm; arms follow one another. */
    private readonly planned: { readonly arms: readonly string[]; readonly episodes: number },
  ) {
    this.line = new LiveLine(out, clock);
    this.startedAt = clock.elapsed();
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
    this.line.notice(message);
  }

  close(): void {
    this.line.clear();
  }

  private draw(): void {
    this.line.draw((now) => this.text(now));
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
