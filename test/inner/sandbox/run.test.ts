import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleHarness } from "../../../inner/sandbox/bundle.js";
import { createSandbox } from "../../../inner/sandbox/create-sandbox.js";
import { HostRefusal, type Sandbox } from "../../../inner/sandbox/sandbox.js";
import { runCode } from "./programs.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

describe("a program in the sandbox", () => {
  it("talks to the host through every function and returns", async () => {
    const { result, transcript } = await runCode(
      sandbox,
      `export default async (host) => {
        host.note(host.prompt("challenger") + host.document.text + host.stages + host.rounds);
        const reply = await host.chat("main", { messages: [{ role: "user", content: "\\ud800\\0é" }] });
        await host.propose({ draft: reply.text });
        await host.verify("e1");
        await host.evaluate("e1", "weak");
      }`,
    );
    expect(result).toEqual({ ended: "returned", ticks: 0, hostCalls: 5 });
    expect(transcript).toEqual([
      '0 note ["Ask something.A queue is a line.weak,strong3"] after 0',
      '1 chat ["main",{"messages":[{"role":"user","content":"\\ud800\\u0000é"}]}] after 1',
      '2 propose [{"draft":"reply 1"}] after 2',
      '3 verify ["e1"] after 3',
      '4 evaluate ["e1","weak"] after 4',
    ]);
  });

  it("sees a refusal as an Error and may go on", async () => {
    const { result, notes } = await runCode(
      sandbox,
      `export default async (host) => {
        const answer = await host.chat("main", {}).catch((error) => error instanceof Error && error.message);
        host.note(answer);
      }`,
      {
        answer: async (name) => {
          if (name === "chat") throw new HostRefusal("no rounds left");
        },
      },
    );
    expect(result.ended).toBe("returned");
    expect(notes).toEqual(["no rounds left"]);
  });

  it("ends as aborted with any other rejection of the host", async () => {
    const broken = new Error("the provider is down");
    const { result } = await runCode(sandbox, 'export default (host) => host.chat("main", {});', {
      answer: async () => {
        throw broken;
      },
    });
    expect(result).toMatchObject({ ended: "aborted", reason: broken, hostCalls: 1 });
  });

  it("gets null for a reply of nothing and for arguments that JSON does not have", async () => {
    const { transcript, notes } = await runCode(
      sandbox,
      `export default async (host) => {
        const replies = [await host.propose(), await host.evaluate(undefined, () => 1)];
        host.note(JSON.stringify(replies));
      }`,
      { answer: async () => undefined },
    );
    expect(transcript.slice(0, 2)).toEqual(["0 propose [null] after 0", "1 evaluate [null,null] after 1"]);
    expect(notes).toEqual(["[null,null]"]);
  });

  it("finds its own prompts only, and nothing it can change on the host", async () => {
    const { notes } = await runCode(
      sandbox,
      `export default (host) => {
        const attempt = (f) => { try { return f(); } catch (error) { return error.message; } };
        for (const name of ["challenger", "judge", "__proto__", "toString"]) host.note(attempt(() => host.prompt(name)));
        host.note(attempt(() => { host.document.text = "other"; }));
        host.note(attempt(() => { host.chat = null; }));
      }`,
    );
    expect(notes).toEqual([
      "Ask something.",
      "this harness has no file prompts/judge.md",
      "this harness has no file prompts/__proto__.md",
      "this harness has no file prompts/toString.md",
      "'text' is read-only",
      "'chat' is read-only",
    ]);
  });

  it.each([
    ['throw new RangeError("at once");\nexport default 1;', "RangeError: at once"],
    ["export default 1 +", "SyntaxError: unexpected token in expression: ''"],
    ["export const workflow = () => {};", "TypeError: the default export of workflow.ts is not a function"],
    ['import "node:fs";\nexport default () => {};', "ReferenceError: could not load module 'node:fs'"],
    ["export default () => { throw { code: 7 }; }", 'an object was thrown: {"code":7}'],
    ['export default () => { throw Symbol("s"); }', "Symbol(s) was thrown"],
    ["export default async () => { await null; missing(); }", "ReferenceError: 'missing' is not defined"],
    [
      "export default () => new Promise(() => {})",
      "the workflow waits for a promise that nothing can settle",
    ],
    ["await new Promise(() => {});\nexport default 1;", "an await at the top level waits for something"],
    ["export default function deeper() { return 1 + deeper(); }", "InternalError: stack overflow"],
    ['export default () => JSON.parse("[".repeat(1e5))', "SyntaxError: stack overflow"],
  ])("ends as threw: %s", async (code, message) => {
    const { result } = await runCode(sandbox, code);
    expect(result).toMatchObject({ ended: "threw" });
    expect(result.ended === "threw" && result.message).toContain(message);
  });

  it("shows where in the harness an error came from", async () => {
    const bundle = await bundleHarness(
      new Map([
        [
          "workflow.ts",
          'import { read } from "./lib/read.js";\nexport default async (reply: object) => { read(reply); };',
        ],
        ["lib/read.ts", "export function read(reply: any): string {\n  return reply.tools.first;\n}"],
      ]),
    );
    const { result } = await runCode(sandbox, bundle.ok ? bundle.code : "");
    expect(result.ended === "threw" && result.message).toBe(
      "TypeError: cannot read property 'first' of undefined\n" +
        "    at read in lib/read.ts: return reply.tools.first;\n" +
        "    at workflow_default in workflow.ts: read(reply);",
    );
  });

  it("is not ended by a call that failed if it returns before that call's turn", async () => {
    const { result, transcript } = await runCode(
      sandbox,
      `export default async (host) => {
        const first = host.chat("main", 1);
        host.chat("main", 2).then(() => host.note("never"));
        await first;
      }`,
      {
        answer: async (_name, _args, ordinal) => {
          if (ordinal === 1) throw new Error("failed at once");
          await new Promise((resolve) => setImmediate(resolve));
        },
      },
    );
    expect(transcript).toHaveLength(2);
    expect(result).toEqual({ ended: "returned", ticks: 0, hostCalls: 2 });
  });

  it("passes on only the notes of the turn it ends in", async () => {
    const { result, transcript } = await runCode(
      sandbox,
      `export default async (host) => {
        await host.verify("e1");
        host.evaluate("e1", "weak");
        host.note("done");
      }`,
    );
    expect(transcript).toEqual(['0 verify ["e1"] after 0', '2 note ["done"] after 1']);
    expect(result).toEqual({ ended: "returned", ticks: 0, hostCalls: 3 });
  });
});
