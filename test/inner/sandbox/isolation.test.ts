import { afterEach, describe, expect, it } from "vitest";
import { createSandbox } from "../../../inner/sandbox/create-sandbox.js";
import type { HostCall, Sandbox } from "../../../inner/sandbox/sandbox.js";
import { program, roomy, runCode } from "./programs.js";

const open: Sandbox[] = [];
async function sandboxOf(workers: number): Promise<Sandbox> {
  const sandbox = await createSandbox({ workers });
  open.push(sandbox);
  return sandbox;
}
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

const talk = `
globalThis.count = (globalThis.count ?? 0) + 1;
export default async (host) => {
  let last = host.document.title;
  for (let i = 0; i < 6; i++) last = (await host.chat("main", { i, last, count })).text;
  host.note(last + count);
};`;

describe("programs side by side", () => {
  it.each([1, 2])("do not meet, thirty at once on %i threads", async (workers) => {
    const sandbox = await sandboxOf(workers);
    const signal = new AbortController().signal;
    const runs = Array.from({ length: 30 }, (_, index) =>
      runCode(sandbox, talk, {
        signal,
        answer: async (_name, _args, ordinal) => {
          await new Promise((resolve) => setImmediate(resolve));
          return { text: `${index}/${ordinal}` };
        },
      }),
    );
    for (const [index, { result, notes }] of (await Promise.all(runs)).entries()) {
      expect(result).toEqual({ ended: "returned", ticks: 0, hostCalls: 7 });
      expect(notes).toEqual([`${index}/51`]);
    }
  });

  it("go on unharmed, and without asking twice, when a thread is stopped because of another", async () => {
    const sandbox = await sandboxOf(1);
    const alone = await runCode(sandbox, talk);
    let culprit: Promise<unknown> | undefined;
    const disturbed = await runCode(sandbox, talk, {
      answer: async (_name, _args, ordinal) => {
        if (ordinal === 2) {
          culprit = runCode(
            sandbox,
            "export default () => Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);",
            { limits: { wallClockMs: 20 } },
          );
        }
        if (ordinal === 3) await culprit;
        return { text: `reply ${ordinal}` };
      },
    });
    expect(await culprit).toMatchObject({ result: { ended: "backstop" } });
    expect(disturbed).toEqual(alone);
  });
});

describe("an aborted program", () => {
  it("ends with the signal's reason while it waits for the host", async () => {
    const sandbox = await sandboxOf(1);
    const stop = new AbortController();
    const reason = new Error("enough");
    const answer: HostCall = () => {
      setImmediate(() => stop.abort(reason));
      return new Promise(() => {});
    };
    const { result } = await runCode(sandbox, talk, { answer, signal: stop.signal });
    expect(result).toEqual({ ended: "aborted", reason, ticks: 0, hostCalls: 1 });
  });

  it("stops computing, so that the thread is free for others", async () => {
    const sandbox = await sandboxOf(1);
    const stop = new AbortController();
    const endless = runCode(
      sandbox,
      'export default async (host) => { await host.verify("go"); for (;;); }',
      {
        limits: { ticks: 1e9, wallClockMs: 1e9 },
        signal: stop.signal,
        answer: async () => void setTimeout(() => stop.abort("enough"), 50),
      },
    );
    expect((await endless).result).toMatchObject({ ended: "aborted", reason: "enough" });
    expect((await runCode(sandbox, talk)).result.ended).toBe("returned");
  });

  it("does not start at all when the signal was aborted before", async () => {
    const sandbox = await sandboxOf(1);
    const { result, transcript } = await runCode(sandbox, talk, { signal: AbortSignal.abort("before") });
    expect(result).toEqual({ ended: "aborted", reason: "before", ticks: 0, hostCalls: 0 });
    expect(transcript).toEqual([]);
  });
});

describe("a closed sandbox", () => {
  it("ends what was running as aborted and runs nothing more", async () => {
    const sandbox = await createSandbox();
    let called = () => {};
    const waiting = new Promise<void>((resolve) => {
      called = resolve;
    });
    const running = runCode(sandbox, talk, {
      answer: () => {
        called();
        return new Promise(() => {});
      },
    });
    await waiting;
    await sandbox.close();
    expect((await running).result).toMatchObject({ ended: "aborted" });
    await expect(sandbox.run(program(talk), async () => null, roomy)).rejects.toThrow("closed");
  });
});
