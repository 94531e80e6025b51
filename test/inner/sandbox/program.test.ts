import { describe, expect, it } from "vitest";
import { newEngine } from "../../../inner/sandbox/engine.js";
import { Program } from "../../../inner/sandbox/program.js";
import { TurnGauge } from "../../../inner/sandbox/turn-gauge.js";
import type { ProgramText } from "../../../inner/sandbox/worker-messages.js";
import { workerSource } from "../../../inner/sandbox/worker-source.js";
import { roomy } from "./programs.js";

const text: ProgramText = {
  code: `export default async (host) => {
    const reply = await host.chat("main", {});
    for (let i = 0; i < 20_000; i++) reply.words += "x";
    host.note(reply.words.length);
  }`,
  values: "{}",
  prompts: "{}",
  limits: roomy,
};

async function newProgram() {
  const { engine: compiled, prelude } = await workerSource();
  const engine = await newEngine(compiled, roomy.memoryBytes);
  const program = new Program(engine, text, { program: 7, gauge: new TurnGauge() });
  /** The memory of its WebAssembly module. */
  const memory: Uint8Array = Reflect.get(Reflect.get(engine.runtime, "module"), "HEAPU8");
  return { program, memory, start: () => program.start(prelude) };
}

describe("Program", () => {
  it("reports turn by turn", async () => {
    const { program, start } = await newProgram();
    expect(start()).toEqual({
      program: 7,
      calls: [{ ordinal: 0, name: "chat", args: '["main",{}]', delivered: 0 }],
      ticks: 0,
      verdict: undefined,
    });
    expect(program.deliver(0, { ok: true, text: '{"words":"a"}' })).toEqual({
      program: 7,
      calls: [{ ordinal: 1, name: "note", args: '["20001"]', delivered: 1 }],
      ticks: 4,
      verdict: { ended: "returned", ticks: 4, hostCalls: 2 },
    });
  });

  it("ends as threw when its engine traps, and leaves other engines alone", async () => {
    const broken = await newProgram();
    const healthy = await newProgram();
    broken.start();
    healthy.start();
    broken.memory.fill(0xff);
    const reply = { ok: true, text: '{"words":"a"}' };
    const { verdict } = broken.program.deliver(0, reply);
    expect(verdict?.ended === "threw" && verdict.message).toContain("the code broke the engine");
    expect(healthy.program.deliver(0, reply).verdict).toMatchObject({ ended: "returned" });
  });
});
