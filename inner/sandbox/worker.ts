import { parentPort, workerData } from "node:worker_threads";
import { newEngine } from "./engine.js";
import { Program } from "./program.js";
import { TurnGauge } from "./turn-gauge.js";
import type { FromWorker, ToWorker, WorkerSetup, WorkerVerdict } from "./worker-messages.js";

const setup: WorkerSetup = workerData;
const gauge = new TurnGauge(setup.gauge);
const programs = new Map<number, Program>();
const wanted = new Set<number>();

const post = (message: FromWorker) => parentPort?.postMessage(message);

function finish(program: number, verdict: WorkerVerdict | undefined): void {
  if (verdict === undefined) return;
  drop(program);
  post({ type: "ended", program, verdict });
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
    const program = new Program(engine, text, {
      id,
      gauge,
      call: (ordinal, call) => post({ type: "call", program: id, ordinal, call }),
    });
    programs.set(id, program);
    finish(id, program.start(setup.prelude));
  } catch (error) {
    finish(id, { ended: "backstop", message: `no engine: ${error}`, ticks: 0, hostCalls: 0 });
  }
}

parentPort?.on("message", (message: ToWorker) => {
  switch (message.type) {
    case "start":
      void start(message);
      break;
    case "reply":
      finish(message.program, programs.get(message.program)?.deliver(message.ordinal, message));
      break;
    case "drop":
      drop(message.program);
  }
});
