import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandbox } from "../../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../../inner/sandbox/sandbox.js";
import { runCode } from "./programs.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

describe("the tick limit", () => {
  it("ends an endless loop at that very tick", async () => {
    const { result } = await runCode(sandbox, "export default () => { for (;;); }", {
      limits: { ticks: 40 },
    });
    expect(result).toMatchObject({ ended: "limit", limit: "ticks", ticks: 40 });
  });

  it("counts over the whole program, waiting not included", async () => {
    const code = `export default async (host) => {
      for (;;) { await host.verify("e"); for (let i = 0; i < 50_000; i++); }
    };`;
    const { result, transcript } = await runCode(sandbox, code, { limits: { ticks: 95 } });
    expect(result).toMatchObject({ ended: "limit", limit: "ticks" });
    expect(transcript).toHaveLength(10);
  });

  it("meets equal programs at the same point every time", async () => {
    const code = `export default async (host) => {
      const words = [];
      for (let i = 0; i < 20_000; i++) words.push("w" + ((i * 7919) % 1000));
      const sorted = words.sort((a, b) => (a < b ? -1 : 1)).join(" ").replace(/w9+/g, (m) => m.length);
      await Promise.all([1, 2, 3].map(async (n) => { for (let i = 0; i < 5000 * n; i++) await i; }));
      host.note(String(sorted.length));
    };`;
    const alone = await runCode(sandbox, code);
    const together = await Promise.all([1, 2, 3, 4].map(() => runCode(sandbox, code)));
    expect(alone.result.ended).toBe("returned");
    expect(alone.result.ticks).toBeGreaterThan(20);
    for (const ran of together) expect(ran).toEqual(alone);
  });
});

describe("the memory limit", () => {
  it.each([
    ["objects that stay reachable", "globalThis.a = [];\nexport default () => { for (;;) a.push({}); }"],
    ["pending promises", "export default async () => { for (;;) Promise.resolve().then(() => {}); }"],
  ])("ends a bomb of %s", async (_what, code) => {
    const { result } = await runCode(sandbox, code, { limits: { memoryBytes: 8 * 1024 * 1024 } });
    expect(result).toMatchObject({ ended: "limit", limit: "memory" });
  });

  it.each([
    ["1 KiB", 2 ** 10],
    ["64 KiB", 2 ** 16],
  ])("gives a program as much as it says, in pieces of %s", async (_what, piece) => {
    const code = `export default (host) => {
      const held = [];
      try { for (;;) held.push(new Uint8Array(${piece})); } catch {}
      const bytes = held.length * ${piece};
      held.length = 0;
      host.note(bytes);
    };`;
    const memoryBytes = 6 * 2 ** 20;
    const { notes } = await runCode(sandbox, code, { limits: { memoryBytes } });
    expect(Number(notes[0])).toBeGreaterThan(0.75 * memoryBytes);
    expect(Number(notes[0])).toBeLessThan(memoryBytes);
  });

  it("ends a program that cannot hold its reply", async () => {
    const code = 'export default async (host) => { await host.chat("main", {}); };';
    const { result } = await runCode(sandbox, code, {
      limits: { memoryBytes: 4 * 1024 * 1024 },
      answer: async () => ["x".repeat(6_000_000)],
    });
    expect(result).toMatchObject({ ended: "limit", limit: "memory" });
  });

  it("ends a program that cannot even start", async () => {
    const { result } = await runCode(sandbox, "export default () => {};", { limits: { memoryBytes: 1 } });
    expect(result).toMatchObject({ ended: "limit", limit: "memory" });
  });

  it("leaves a program that catches the error and lets go running", async () => {
    const code = `export default (host) => {
      try { const a = []; for (;;) a.push({}); } catch {}
      host.note("still here");
    };`;
    const { result, notes } = await runCode(sandbox, code, { limits: { memoryBytes: 8 * 1024 * 1024 } });
    expect(result.ended).toBe("returned");
    expect(notes).toEqual(["still here"]);
  });
});

describe("the limits on what reaches the host", () => {
  it("let exactly so many calls out, whether the code catches errors or not", async () => {
    const code = 'export default (host) => { for (;;) try { host.note("x"); } catch {} };';
    const { result, notes } = await runCode(sandbox, code, { limits: { hostCalls: 7 } });
    expect(result).toMatchObject({ ended: "limit", limit: "host_calls", hostCalls: 7 });
    expect(notes).toHaveLength(7);
  });

  it("count characters over all calls", async () => {
    const code = 'export default async (host) => { for (;;) await host.verify("x".repeat(96)); };';
    const { result, transcript } = await runCode(sandbox, code, { limits: { outputCharacters: 1000 } });
    expect(result).toMatchObject({ ended: "limit", limit: "output", hostCalls: 10 });
    expect(transcript).toHaveLength(10);
  });
});

describe("the wall-clock backstop", () => {
  it("ends a loop that has ticks left", async () => {
    const { result } = await runCode(sandbox, "export default () => { for (;;); }", {
      limits: { ticks: 1e9, wallClockMs: 50 },
    });
    expect(result).toMatchObject({ ended: "backstop" });
  });

  it("stops a search that compares everything, which nothing interrupts", async () => {
    const code = `export default () => "a".repeat(4e6).indexOf("a".repeat(2e6) + "b");`;
    const { result } = await runCode(sandbox, code, { limits: { wallClockMs: 50 } });
    expect(result).toMatchObject({ ended: "backstop" });
    expect((await runCode(sandbox, "export default () => {};")).result.ended).toBe("returned");
  });

  it("does not count the time a program waits for the host", async () => {
    const code = 'export default async (host) => { await host.chat("main", {}); };';
    const { result } = await runCode(sandbox, code, {
      limits: { wallClockMs: 200 },
      answer: () => new Promise((resolve) => setTimeout(resolve, 600)),
    });
    expect(result.ended).toBe("returned");
  });
});
