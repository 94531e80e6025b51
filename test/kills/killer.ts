import { tracingChannel } from "node:diagnostics_channel";
import { openSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Stage, StageMessage } from "../../foundation/stages.js";

/**
 * Loaded into a run's process before anything else: kills it without warning within a stage. A thread of its own
 * does it, so that the kill also falls into work that does not take turns, such as a commit.
 */
export interface KillOrder {
  readonly stage: Stage;
  /** The process's n-th time in this stage, from 1. */
  readonly occurrence: number;
  /** Microseconds after the stage began. */
  readonly afterMicroseconds: number;
  /** Whether the processes that it started die with it, or outlive it. */
  readonly withChildren: boolean;
  /** File that is told `within` or `after`: whether the stage was still going on at the kill. */
  readonly note: string;
}

const takesTurns: ReadonlySet<Stage> = new Set(["call", "git write", "decision"]);

function arm({ stage, occurrence, afterMicroseconds, withChildren, note }: KillOrder): void {
  const state = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(killing, {
    eval: true,
    workerData: {
      state,
      afterMicroseconds,
      target: withChildren ? -process.pid : process.pid,
      note: openSync(note, "w"),
    },
  });
  worker.unref();
  let seen = 0;
  let chosen: unknown = null;
  const leave = (message: unknown) => {
    if (message === chosen) Atomics.store(state, 0, 2);
  };
  tracingChannel<StageMessage>("autodata-lab.stage").subscribe({
    start: (message) => {
      if (message.stage !== stage || ++seen !== occurrence) return;
      chosen = message;
      Atomics.store(state, 0, 1);
      Atomics.notify(state, 0);
    },
    end: (message) => {
      if (!takesTurns.has(stage)) leave(message);
    },
    asyncStart: () => {},
    asyncEnd: leave,
    error: leave,
  });
}

const killing = `
  const { workerData } = require("node:worker_threads");
  const { writeSync } = require("node:fs");
  const { state, afterMicroseconds, target, note } = workerData;
  Atomics.wait(state, 0, 0);
  const due = performance.now() + afterMicroseconds / 1000;
  while (performance.now() < due);
  writeSync(note, Atomics.load(state, 0) === 1 ? "within" : "after");
  process.kill(target, "SIGKILL");
`;

const order = JSON.parse(process.env["KILL_ORDER"] ?? "null") as KillOrder | null;
if (order !== null) arm(order);
