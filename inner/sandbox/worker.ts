import { parentPort, workerData } from "node:worker_threads";
import { newEngine } from "./engine.js";
import { Program } from "./program.js";
import { TurnGauge } from "./turn-gauge.js";
import type { ToWorker, TurnReport, WorkerSetup } from "./worker-messages.js";

const setup: WorkerSetup = workerData;
const gauge = new TurnGauge(setup.gauge);
const programs = new Map<number, Program>();
const wanted = new Set<number>();

function report(turn: TurnReport): void {
  if (turn.verdict !== undefined) drop(turn.program);
  parentPort?.postMessage(turn);
}

function drop(program: number): void {
  wanted.delete(program);
  programs.delete(program);
}

async function start({ program: id, ...text }: ToWorker & { type: "start" }): Promise<void> {
  wanted.add(id);
  try {
    const engine = await newEngine(setup.engine, text.limits.memoryBytes);
    if (!wanted.has(id)) return;
    const program = new Program(engine, text, { program: id, gauge });
    programs.set(id, program);
    report(program.start(setup.prelude));
  } catch (error) {
    const message = `no engine could be made: ${error}`;
    const verdict = { ended: "backstop", message, ticks: 0, hostCalls: 0 } as const;
    report({ program: id, calls: [], ticks: 0, verdict });
  }
}

function deliver({ program: id, ordinal, ...reply }: ToWorker & { type: "reply" }): void {
  const program = programs.get(id);
  if (program !== undefined) report(program.deliver(ordinal, reply));
}

parentPort?.on("message", (message: ToWorker) => {
  switch (message.type) {
    case "start":
      void start(message);
      break;
    case "reply":
      deliver(message);
      break;
    case "drop":
      drop(message.program);
  }
});
