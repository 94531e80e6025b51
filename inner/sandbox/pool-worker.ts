import { Worker } from "node:worker_threads";
import type { ProgramRun } from "./program-run.js";
import { workerStackMb } from "./thread-stack.js";
import { TurnGauge } from "./turn-gauge.js";
import type { ToWorker, TurnReport, WorkerSetup } from "./worker-messages.js";
import type { WorkerSource } from "./worker-source.js";

/** How long a program may overstay its allowance before its whole worker is stopped. */
const graceMs = 250;

/** Why a worker is gone: what happened, and the program that was computing then. */
export interface WorkerLoss {
  readonly message: string;
  readonly culprit: number | undefined;
}

/** One worker thread and the programs it runs. */
export class PoolWorker {
  readonly runs = new Map<number, ProgramRun>();
  readonly #thread: Worker;
  readonly #gauge = new TurnGauge();
  readonly #onLoss: (loss: WorkerLoss) => void;
  #lost = false;
  #watchedTurn: { readonly turn: number; readonly since: number } | undefined;

  /** `onLoss` is called once, when the thread ended or was stopped other than by `stop`. */
  constructor(source: WorkerSource, onLoss: (loss: WorkerLoss) => void) {
    this.#onLoss = onLoss;
    const { engine, prelude } = source;
    const workerData: WorkerSetup = { engine, prelude, gauge: this.#gauge.memory };
    this.#thread = new Worker(source.entry, {
      workerData,
      execArgv: [],
      env: {},
      resourceLimits: { stackSizeMb: workerStackMb },
    });
    this.#thread.unref();
    this.#thread.on("message", (report: TurnReport) => this.#receive(report));
    this.#thread.on("error", (error) => this.#lose(`a sandbox worker failed: ${error}`));
    this.#thread.on("exit", (code) => this.#lose(`a sandbox worker ended with code ${code}`));
  }

  start(run: ProgramRun): void {
    this.runs.set(run.id, run);
    this.#thread.ref();
    run.started((ordinal, reply) => this.#post({ type: "reply", program: run.id, ordinal, ...reply }));
    this.#post({ type: "start", program: run.id, ...run.text });
  }

  /** Forgets a program whose run is over. */
  drop(id: number): void {
    if (!this.runs.delete(id)) return;
    if (this.runs.size === 0) this.#thread.unref();
    if (this.#gauge.running()?.program === id) this.#gauge.cancel(id);
    this.#post({ type: "drop", program: id });
  }

  /** To be called every now and then (`now` in ms): stops the thread when a turn overstays its allowance. */
  watch(now: number): void {
    const running = this.#gauge.running();
    if (running?.turn !== this.#watchedTurn?.turn) {
      this.#watchedTurn = running && { turn: running.turn, since: now };
    } else if (
      running &&
      this.#watchedTurn &&
      now - this.#watchedTurn.since > running.allowanceMs + graceMs
    ) {
      this.#lose("the code computed beyond its time in one step that cannot be interrupted");
    }
  }

  async stop(): Promise<void> {
    this.#lost = true;
    await this.#thread.terminate();
  }

  #lose(message: string): void {
    if (this.#lost) return;
    this.#lost = true;
    const culprit = this.#gauge.running()?.program;
    void this.#thread.terminate();
    this.#onLoss({ message, culprit });
  }

  #receive(report: TurnReport): void {
    if (!this.#lost) this.runs.get(report.program)?.turnEnded(report);
  }

  #post(message: ToWorker): void {
    this.#thread.postMessage(message);
  }
}
