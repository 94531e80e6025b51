import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandbox } from "../../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../../inner/sandbox/sandbox.js";
import { runCode } from "./programs.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const noted = async (body: string) =>
  (await runCode(sandbox, `export default async (host) => { ${body} };`)).notes;

describe("a program finds", () => {
  const absent = [
    ...["Date", "Intl", "performance", "setTimeout", "setInterval", "setImmediate", "queueMicrotask"],
    ...["fetch", "XMLHttpRequest", "WebSocket", "process", "require", "module", "Buffer", "console", "print"],
    ...[
      "SharedArrayBuffer",
      "Atomics",
      "WebAssembly",
      "WeakRef",
      "FinalizationRegistry",
      "Worker",
      "std",
      "os",
    ],
    ...["eval", "structuredClone", "crypto", "navigator", "global", "window", "self", "scriptArgs", "gc"],
  ];

  it(`none of ${absent.join(", ")}`, async () => {
    const found = await noted(
      `host.note(${JSON.stringify(absent)}.filter((name) => name in globalThis).join());`,
    );
    expect(found).toEqual([""]);
    expect(await noted(`host.note([${absent.map((name) => `typeof ${name}`)}].join(""));`)).toEqual([
      "undefined".repeat(absent.length),
    ]);
  });

  it("no Math.random", async () => {
    expect(await noted("host.note(typeof Math.random);")).toEqual(["undefined"]);
  });

  it("nothing global beyond the ECMAScript library", async () => {
    const [names = ""] = await noted("host.note(Object.getOwnPropertyNames(globalThis).join(' '));");
    expect(names).toBe(
      "Error EvalError RangeError ReferenceError SyntaxError TypeError URIError InternalError AggregateError " +
        "Array Object Function Iterator parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI " +
        "encodeURIComponent escape unescape Infinity NaN undefined Number Boolean String Math Reflect Symbol " +
        "globalThis BigInt RegExp JSON Proxy Map Set WeakMap WeakSet ArrayBuffer Uint8ClampedArray Int8Array " +
        "Uint8Array Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array " +
        "Float32Array Float64Array DataView Promise",
    );
  });

  it.each(["node:fs", "fs", "prelude.js", "./prelude.js", "./worker.js"])("no module %s", async (name) => {
    const notes = await noted(
      `host.note(await import("${name}").then(() => "loaded", (error) => error.message));`,
    );
    expect(notes[0]).toContain("could not load module");
  });

  it("functions still recognisable as functions", async () => {
    expect(await noted("host.note(String((() => {}) instanceof Function));")).toEqual(["true"]);
  });
});

describe("the border holds", () => {
  const pollution = `
    const bad = () => { throw new Error("polluted"); };
    JSON.stringify = JSON.parse = bad;
    Promise.prototype.then = Promise.prototype.catch = Promise.resolve = bad;
    for (const name of ["push", "map", "join", "slice", "forEach"]) Array.prototype[name] = bad;
    String.prototype.toString = String.prototype.slice = String.prototype.concat = bad;
    Function.prototype.call = Function.prototype.apply = bad;
    Object.freeze = Object.create = Object.keys = Object.hasOwn = bad;
    for (const name of ["resolve", "reject", "ok", "text", "default", ""]) {
      Object.defineProperty(Object.prototype, name, { set: bad, get: bad, configurable: true });
    }
    Error.prototype.toString = Array.prototype[Symbol.iterator] = bad;
    globalThis.Promise = globalThis.Error = globalThis.String = globalThis.JSON = null;
  `;

  it("when a program replaces everything it can reach", async () => {
    const { result, transcript } = await runCode(
      sandbox,
      `${pollution}
      export default async (host) => {
        const reply = await host.chat("main", { list: [1, { a: "b" }] });
        host.note(reply.words + host.prompt("challenger"));
        await host.verify("e1");
      };`,
      { answer: async () => ({ words: "fine" }) },
    );
    expect(result).toEqual({ ended: "returned", ticks: 0, hostCalls: 3 });
    expect(transcript).toEqual([
      '0 chat ["main",{"list":[1,{"a":"b"}]}] after 0',
      '1 note ["fineAsk something."] after 1',
      '2 verify ["e1"] after 2',
    ]);
  });

  it("and the next program notices nothing of it", async () => {
    await runCode(sandbox, `${pollution}\nglobalThis.left = 1;\nexport default () => {};`);
    const { result, notes } = await runCode(
      sandbox,
      `export default async (host) => {
        const values = await Promise.all([1, 2].map((n) => host.verify(n).then(() => n)));
        host.note(JSON.stringify(values) + typeof left + ["a"].slice());
      };`,
    );
    expect(result.ended).toBe("returned");
    expect(notes).toEqual(["[1,2]undefineda"]);
  });

  it("against toJSON methods, which only change the arguments they stand for", async () => {
    const { transcript } = await runCode(
      sandbox,
      `Object.prototype.toJSON = function () { return "object"; };
      Array.prototype.toJSON = function () { return "array"; };
      export default async (host) => {
        await host.propose({ a: 1 });
        await host.evaluate("e", [1]);
        await host.chat("main", { toJSON: () => undefined });
      };`,
    );
    expect(transcript).toEqual([
      '0 propose ["object"] after 0',
      '1 evaluate ["e","array"] after 1',
      '2 chat ["main",null] after 2',
    ]);
  });

  it("against numbered setters, which the engine's own JSON code meets", async () => {
    const code = (set: string) => `
      for (const name of ["0", "1", "2"]) {
        Object.defineProperty(Object.prototype, name, { get() { return '"]evil'; }, set() { ${set} } });
      }
      export default async (host) => {
        await host.propose({ list: [[1], { a: 2 }] }).catch((error) => host.note(error.message));
      };`;
    const swallowing = await runCode(sandbox, code(""));
    expect(swallowing.transcript).toEqual(['0 propose [{"list":[[1],{"a":2}]}] after 0']);
    const throwing = await runCode(sandbox, code("throw new Error('set');"));
    expect(throwing.transcript).toEqual(['0 note ["set"] after 0']);
  });

  it("against getters and proxies that call the host in the middle of a call", async () => {
    const { transcript } = await runCode(
      sandbox,
      `export default async (host) => {
        const draft = new Proxy({ a: 1 }, { ownKeys(target) { host.note("asked for keys"); return ["a"]; } });
        await host.propose(draft);
        await host.propose({ get a() { host.note("asked for a"); return 2; } });
      };`,
    );
    expect(transcript).toEqual([
      '0 note ["asked for keys"] after 0',
      '1 propose [{"a":1}] after 1',
      '2 note ["asked for a"] after 2',
      '3 propose [{"a":2}] after 3',
    ]);
  });

  it("against objects that pretend to be promises", async () => {
    const never = await runCode(sandbox, "export default () => ({ then() {} });");
    expect(never.result).toMatchObject({ ended: "threw" });
    const settled = await runCode(sandbox, "export default () => ({ then(resolve) { resolve(); } });");
    expect(settled.result).toMatchObject({ ended: "returned" });
  });
});
