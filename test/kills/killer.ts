import { tracingChannel } from "node:diagnostics_channel";
import { openSync, writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Stage, StageMessage } from "../../foundation/stages.js";

/**
 * Where and how a process is to die. Loaded into a run's process before anything else, this file looks on at its
 * stages and kills it without warning.
 */
export interface KillOrder {
  readonly stage: Stage;
  /** Stages count from here on: when this process has begun so many calls to the endpoint. */
  readonly afterCalls: number;
  /** Which time the stage is entered since, from 1. */
  readonly occurrence: number;
  /** As the stage begins, so many microseconds into it, or when its work is done and nobody was told yet. */
  readonly moment: "start" | "end" | number;
  /** Whether the processes that it started die with it, or outlive it. */
  readonly withChildren: boolean;
  /** File to which the stage adds `in` as it begins and `out` before anything goes on after it. */
  readonly note: string;
}

function arm(order: KillOrder): void {
  const { stage, afterCalls, occurrence, moment } = order;
  const note = openSync(order.note, "w");
  const target = order.withChildren ? -process.pid : process.pid;
  const dieAfter = typeof moment === "number" ? sniper(target, moment) : () => {};
  const die = () => process.kill(target, "SIGKILL");
  let calls = 0;
  let entered = 0;
  let chosen: StageMessage | null = null;
  const start = (message: StageMessage) => {
    const counts = message.stage === stage && calls >= afterCalls;
    if (message.stage === "call") calls += 1;
    if (!counts || ++entered !== occurrence) return;
    chosen = message;
    writeSync(note, "in");
    if (moment === "start") die();
    dieAfter();
  };
  const leave = (message: StageMessage) => {
    if (message !== chosen) return;
    if (moment === "end") die();
    writeSync(note, "out");
  };
  tracingChannel<StageMessage>("autodata-lab.stage").subscribe({
    start,
    // A stage that takes turns publishes `end` too, when it first waits: it has no result by then.
    end: (message) => {
      if ("result" in message || "error" in message) leave(message);
    },
    asyncStart: () => {},
    asyncEnd: leave,
    error: () => {},
  });
}

/**
 * Kills from a thread of its own, so that it also falls into work that does not take turns, such as a commit. Told to,
 * it is waited for until it counts: a thread wakes more slowly than a commit is done.
 */
function sniper(target: number, microseconds: number): () => void {
  const state = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(shot, { eval: true, workerData: { state, target, microseconds } });
  worker.unref();
  return () => {
    Atomics.store(state, 0, told);
    Atomics.notify(state, 0);
    while (Atomics.load(state, 0) === told);
  };
}

const told = 1;

const shot = `
  const { state, target, microseconds } = require("node:worker_threads").workerData;
  Atomics.wait(state, 0, 0);
  const due = performance.now() + microseconds / 1000;
  Atomics.store(state, 0, 2);
  while (performance.now() < due);
  process.kill(target, "SIGKILL");
`;

const order = JSON.parse(process.env["KILL_ORDER"] ?? "null") as KillOrder | null;
if (order !== null) arm(order);
