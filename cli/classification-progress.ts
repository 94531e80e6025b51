import type { Phase } from "../experiments/classify/classify.js";
import { count, stopwatch } from "../experiments/report/numbers.js";
import type { Clock } from "../foundation/clock.js";
import type { CallEvent } from "../models/record.js";
import { LiveLine } from "./live-line.js";

const named: Readonly<Record<Phase, string>> = {
  proposals: "proposing types, batches",
  merging: "merging types",
  assignment: "assigning items",
};

/** Shows a classification while it goes on. */
export class ClassificationProgress {
  private readonly line: LiveLine;
  private readonly startedAt: number;
  private calls = 0;
  private reused = 0;
  private phase: Phase = "proposals";
  private done = 0;
  private planned = 0;

  constructor(
    out: NodeJS.WriteStream,
    private readonly clock: Clock,
  ) {
    this.line = new LiveLine(out, clock);
    this.startedAt = clock.elapsed();
  }

  answer(phase: Phase, planned: number): void {
    this.done = phase === this.phase ? this.done + 1 : 1;
    [this.phase, this.planned] = [phase, planned];
    this.draw();
  }

  call({ source }: CallEvent): void {
    if (source === "log") this.reused += 1;
    else this.calls += 1;
    this.draw();
  }

  notice(message: string): void {
    this.line.notice(message);
  }

  close(): void {
    this.line.clear();
  }

  /** What was asked, once it is over. */
  summary(): string {
    return `${this.callsText()} · ${stopwatch(this.clock.elapsed() - this.startedAt)}`;
  }

  private draw(): void {
    this.line.draw((now) => {
      const step = `${named[this.phase]} ${count(this.done)}/${count(this.planned)}`;
      return [step, this.callsText(), stopwatch(now - this.startedAt)].join(" · ");
    });
  }

  private callsText(): string {
    const reused = this.reused === 0 ? "" : ` (+${count(this.reused)} from the log)`;
    return `calls ${count(this.calls)}${reused}`;
  }
}
