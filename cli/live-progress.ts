import type { Definition } from "../experiments/definition/definition.js";
import { calibrationLine } from "../experiments/power/chance-text.js";
import { type CandidateNames, candidateNames } from "../experiments/report/candidate-name.js";
import { admissionLine, baselineLine, iterationLine } from "../experiments/report/iteration-line.js";
import { count, stopwatch } from "../experiments/report/numbers.js";
import type { Clock } from "../foundation/clock.js";
import type { CallEvent } from "../models/record.js";
import type { RunEvent } from "../outer/run-event.js";
import { admissionNumber } from "../population/history/admission-number.js";
import { terminalStyle } from "./terminal.js";

/** How often the live line is drawn anew, and how often a plain log gets a sign of life. */
const redrawMs = 100;
const signOfLifeMs = 60_000;

interface Underway {
  step: string;
  episodes: number;
  /** How many it will be, where the event that began it says so. */
  of?: number;
}

/**
 * Shows a run while it goes on: one line per finished iteration, and on a terminal a live line below it. Without
 * a terminal a plain sign of life is written every minute.
 */
export class LiveProgress {
  private readonly live: boolean;
  private readonly startedAt: number;
  private drawnAt = 0;
  private drawn = false;
  private calls = 0;
  private reused = 0;
  private names: CandidateNames = candidateNames(null);
  private readonly underway = new Map<number, Underway>();

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly clock: Clock,
    private readonly definition: Definition,
  ) {
    this.live = out.isTTY === true;
    this.startedAt = clock.elapsed();
    this.drawnAt = this.startedAt;
  }

  event(event: RunEvent): void {
    switch (event.kind) {
      case "baseline":
        this.names = candidateNames(event.candidate);
        this.underway.delete(0);
        this.line(baselineLine(event.rate));
        break;
      case "step":
        this.underway.set(event.iteration, { step: event.step, episodes: 0 });
        break;
      case "episode":
        this.countEpisode(event.iteration);
        break;
      case "iteration":
        this.underway.delete(event.iteration);
        this.line(this.decided(event));
        break;
      case "calibration":
        this.underway.delete(0);
        this.line(calibrationLine(event.body));
        break;
      case "finalist": {
        const before = this.underway.get(event.iteration);
        this.underway.set(event.iteration, { step: "finalists", episodes: before?.episodes ?? 0 });
        break;
      }
      case "testing":
        this.underway.set(event.iteration, { step: "final test", episodes: 0, of: event.episodes });
        break;
    }
    this.draw();
  }

  call(event: CallEvent): void {
    if (event.source === "log") this.reused += 1;
    else this.calls += 1;
    this.draw();
  }

  notice(message: string): void {
    this.line(message);
  }

  close(): void {
    this.clear();
  }

  private decided({ iteration, outcome, admitter }: Extract<RunEvent, { kind: "iteration" }>): string {
    return admitter === undefined
      ? iterationLine(iteration, outcome, this.names, terminalStyle())
      : admissionLine(admitter, outcome, this.names, terminalStyle());
  }

  private countEpisode(iteration: number): void {
    const underway = this.underway.get(iteration) ?? { step: "baseline", episodes: 0 };
    this.underway.set(iteration, { ...underway, episodes: underway.episodes + 1 });
  }

  private line(text: string): void {
    this.clear();
    this.out.write(`${text}\n`);
  }

  private draw(): void {
    const now = this.clock.elapsed();
    if (now - this.drawnAt < (this.live ? redrawMs : signOfLifeMs)) return;
    this.drawnAt = now;
    if (!this.live) {
      this.out.write(`… ${this.statusText(now)}\n`);
      return;
    }
    this.clear();
    this.out.write(this.statusText(now).slice(0, (this.out.columns ?? 80) - 1));
    this.drawn = true;
  }

  private statusText(now: number): string {
    const iterations = [...this.underway]
      .sort(([a], [b]) => a - b)
      .map(([iteration, one]) => this.text(iteration, one));
    const reused = this.reused === 0 ? "" : ` (+${count(this.reused)} from the log)`;
    return [...iterations, `calls ${count(this.calls)}${reused}`, stopwatch(now - this.startedAt)].join(
      " · ",
    );
  }

  private text(iteration: number, { step, episodes, of }: Underway): string {
    const { splits, search } = this.definition;
    const planned: Readonly<Record<string, number>> = {
      baseline: splits.validation,
      "null mutants": 2 * splits.validation * search.calibrate,
      "training episodes": search.minibatch,
      validating: 2 * splits.validation,
    };
    if (admissionNumber(iteration) !== null) return `by hand ${step} ${episodes}/${2 * splits.validation}`;
    const isEnd = step === "finalists" || step === "final test";
    const name = iteration === 0 || isEnd ? "" : `${iteration} `;
    const expected = of ?? planned[step];
    if (episodes === 0) return `${name}${step}`;
    return `${name}${step} ${episodes}${expected === undefined ? "" : `/${expected}`}`;
  }

  private clear(): void {
    if (!this.drawn) return;
    this.out.write("\r\u001b[2K");
    this.drawn = false;
  }
}
