import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandbox } from "../../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../../inner/sandbox/sandbox.js";
import { runCode } from "./programs.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

/** Three branches that read what the others did, and a race. */
const branching = `
export default async (host) => {
  const seen = [];
  const branch = async (name, steps) => {
    for (let step = 0; step < steps; step++) {
      const reply = await host.chat("main", { messages: [name + step + " after " + seen.length] });
      seen.push(name + reply.text);
      if (step % 2 === 0) host.note(seen.join());
    }
  };
  await Promise.all([branch("a", 3), branch("b", 2), branch("c", 4)]);
  const winner = await Promise.race(["x", "y", "z"].map((name) => host.verify(name).then(() => name)));
  host.note(winner);
  for (let i = 0; i < 30_000; i++) seen.push(i);
};`;

async function afterTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("replies", () => {
  it("give the same transcript and ticks in whatever order they arrive", async () => {
    const prompt = await runCode(sandbox, branching);
    expect(prompt.result).toMatchObject({ ended: "returned", ticks: 9 });
    expect(prompt.transcript).toHaveLength(18);
    const delays = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 18, maxLength: 18 });
    await fc.assert(
      fc.asyncProperty(delays, async (turns) => {
        const delayed = await runCode(sandbox, branching, {
          answer: async (_name, _args, ordinal) => {
            await afterTurns(turns[ordinal] ?? 0);
            return { text: `reply ${ordinal}` };
          },
        });
        expect(delayed).toEqual(prompt);
      }),
      { numRuns: 40 },
    );
  });

  it("are held back while an earlier call has none, and tell each call how many were delivered", async () => {
    let answerFirst = () => {};
    const first = new Promise<void>((resolve) => {
      answerFirst = resolve;
    });
    const { transcript } = await runCode(
      sandbox,
      `export default async (host) => {
        const one = host.chat("main", 1).then(() => host.note("one"));
        host.note("issued");
        const two = host.chat("main", 2).then(() => host.note("two"));
        await Promise.all([one, two]);
      }`,
      {
        answer: async (_name, _args, ordinal) => {
          if (ordinal === 2) setImmediate(answerFirst);
          if (ordinal === 0) await first;
        },
      },
    );
    expect(transcript).toEqual([
      '0 chat ["main",1] after 0',
      '1 note ["issued"] after 0',
      '2 chat ["main",2] after 0',
      '3 note ["one"] after 2',
      '4 note ["two"] after 4',
    ]);
  });
});
