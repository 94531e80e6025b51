import { count, stopwatch } from "../experiments/report/numbers.js";
import type { Clock } from "../foundation/clock.js";
import type { RunEvent } from "../outer/run-event.js";
import { LiveLine } from "./live-line.js";

/** What was seen of episodes that are run for their own sake, outside any search. */
export interface EpisodeCounts {
  readonly done: number;
  /** Those of them that this process ran to their end. */
  readonly fresh: number;
  readonly accepted: number;
  readonly calls: number;
}

/** Shows episodes while they go on: a live line on a terminal, else a sign of life every minute. */
export class EpisodeProgress {
  private readonly line: LiveLine;
  private readonly startedAt: number;
  private counts: EpisodeCounts = { done: 0, fresh: 0, accepted: 0, calls: 0 };

  constructor(
    out: NodeJS.WriteStream,
    clock: Clock,
    private readonly episodes: number,
    /** What stands before the numbers, and what after that of the episodes; may be empty. */
    private readonly words: (counts: EpisodeCounts) => { readonly before: string; readonly after: string },
  ) {
    this.line = new LiveLine(out, clock);
    this.startedAt = clock.elapsed();
  }

  event(event: RunEvent): void {
    if (event.kind !== "episode") return;
    const { done, fresh, accepted, calls } = this.counts;
    this.counts = {
      done: done + 1,
      fresh: fresh + (event.reused ? 0 : 1),
      accepted: accepted + (event.outcome === "accepted" ? 1 : 0),
      calls,
    };
    this.draw();
  }

  call(): void {
    this.counts = { ...this.counts, calls: this.counts.calls + 1 };
    this.draw();
  }

  notice(message: string): void {
    this.line.notice(message);
  }

  close(): void {
    this.line.clear();
  }

  private draw(): void {
    this.line.draw((now) => this.text(now - this.startedAt));
  }

  /** What earlier processes finished tells nothing of the time that is left. */
  private text(elapsed: number): string {
    const { done, fresh, calls } = this.counts;
    const { before, after } = this.words(this.counts);
    const left = fresh === 0 ? "" : ` · about ${stopwatch((elapsed / fresh) * (this.episodes - done))} left`;
    return (
      `${before}episodes ${count(done)}/${count(this.episodes)}${after} · calls ${count(calls)} · ` +
      `${stopwatch(elapsed)}${left}`
    );
  }
}
