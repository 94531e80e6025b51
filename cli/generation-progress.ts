import { count, stopwatch } from "../experiments/report/numbers.js";
import type { Clock } from "../foundation/clock.js";
import type { RunEvent } from "../outer/run-event.js";
import { LiveLine } from "./live-line.js";

/** Shows a generation while it goes on: a live line on a terminal, else a sign of life every minute. */
export class GenerationProgress {
  private readonly line: LiveLine;
  private readonly startedAt: number;
  private calls = 0;
  private done = 0;
  private fresh = 0;
  private accepted = 0;

  constructor(
    out: NodeJS.WriteStream,
    clock: Clock,
    private readonly episodes: number,
  ) {
    this.line = new LiveLine(out, clock);
    this.startedAt = clock.elapsed();
  }

  event(event: RunEvent): void {
    if (event.kind !== "episode") return;
    this.done += 1;
    if (!event.reused) this.fresh += 1;
    if (event.outcome === "accepted") this.accepted += 1;
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

  /** What earlier processes finished tells nothing of the time that is left. */
  private text(now: number): string {
    const elapsed = now - this.startedAt;
    const left =
      this.fresh === 0
        ? ""
        : ` · about ${stopwatch((elapsed / this.fresh) * (this.episodes - this.done))} left`;
    return (
      `episodes ${count(this.done)}/${count(this.episodes)} · accepted ${count(this.accepted)} · ` +
      `calls ${count(this.calls)} · ${stopwatch(elapsed)}${left}`
    );
  }
}
