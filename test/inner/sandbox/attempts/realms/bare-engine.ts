import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";
import type { Ending, Outcome } from "../attempt.js";
import { document, TrustingHost } from "./trusting-host.js";

/** Polls of the engine (10 000 steps each) after which a program runs on for ever, as far as a control cares. */
const mostPolls = 400;
const interrupted = "InternalError: interrupted";

/** What the host object looks like when nobody expects that a program replaces what it is made of. */
const trustingPrelude = `((send, document) => {
  const pending = {};
  let next = 0;
  const ask = (name) => (...args) =>
    new Promise((resolve) => {
      const ordinal = next++;
      pending[ordinal] = resolve;
      send(JSON.stringify({ ordinal, name, args }));
    });
  return {
    host: {
      document,
      chat: ask("chat"),
      propose: ask("propose"),
      verify: ask("verify"),
      evaluate: ask("evaluate"),
      note: (line) => send(JSON.stringify({ ordinal: next++, name: "note", args: [String(line)] })),
    },
    deliver: (ordinal, reply) => pending[ordinal](JSON.parse(reply)),
    finish: (returned) =>
      Promise.resolve(returned).then(
        () => send(JSON.stringify({ name: "returned" })),
        (error) => send(JSON.stringify({ name: "threw", args: [String(error)] })),
      ),
  };
})`;

interface Message {
  readonly ordinal?: number;
  readonly name: string;
  readonly args?: readonly unknown[];
}

let module: Promise<QuickJSWASMModule> | undefined;

/** Evaluates the program in a QuickJS context with everything in it, and calls its workflow so many times. */
export async function runInBareEngine(code: string, runs: number): Promise<Outcome> {
  module ??= newQuickJSWASMModuleFromVariant(isVariant(releaseSync) ? releaseSync : releaseSync.default);
  const engine = await module;
  const runtime = engine.newRuntime();
  const context = runtime.newContext();
  let polls = 0;
  runtime.setInterruptHandler(() => ++polls > mostPolls);
  const program = new BareProgram(context, code);
  for (let run = 1; run < runs; run++) await program.call();
  return program.call();
}

/** One context, which is never freed: what is wanted of it outlives every run. */
class BareProgram {
  readonly #context: QuickJSContext;
  readonly #sent: Message[] = [];
  readonly #prelude: QuickJSHandle;
  readonly #namespace: QuickJSHandle | Error;

  constructor(context: QuickJSContext, code: string) {
    this.#context = context;
    const make = context.unwrapResult(context.evalCode(trustingPrelude, "prelude.js"));
    const send = context.newFunction("send", (text) => {
      this.#sent.push(JSON.parse(context.getString(text)));
    });
    const values = context.unwrapResult(context.evalCode(`(${JSON.stringify(document)})`));
    this.#prelude = context.unwrapResult(context.callFunction(make, context.undefined, send, values));
    const evaluated = context.evalCode(code, "harness.js", { type: "module" });
    this.#namespace = evaluated.error ? new Error(this.#text(evaluated.error)) : evaluated.value;
  }

  async call(): Promise<Outcome> {
    const context = this.#context;
    const host = new TrustingHost();
    if (this.#namespace instanceof Error) return host.outcome("threw", this.#namespace.message);
    const workflow = context.getProp(this.#namespace, "default");
    const called = context.callFunction(workflow, context.undefined, context.getProp(this.#prelude, "host"));
    if (called.error) return host.outcome("threw", this.#text(called.error));
    this.#invoke("finish", called.value);
    return this.#serve(host);
  }

  /** Answers calls in the order in which they were sent, until the program says that it is over. */
  async #serve(host: TrustingHost): Promise<Outcome> {
    for (;;) {
      if (!this.#runJobs()) return host.outcome("ran on", "");
      const message = this.#sent.shift();
      if (message === undefined) return host.outcome("threw", "it waits for ever");
      const { name, args = [], ordinal = 0 } = message;
      if (args[0] === interrupted) return host.outcome("ran on", "");
      if (name === "returned" || name === "threw") {
        return host.outcome(name satisfies Ending, String(args[0] ?? ""));
      }
      if (name === "note") host.note(args[0]);
      else this.#reply(ordinal, await host.answer(name, args));
    }
  }

  #reply(ordinal: number, reply: unknown): void {
    const context = this.#context;
    this.#invoke("deliver", context.newNumber(ordinal), context.newString(JSON.stringify(reply)));
  }

  #invoke(name: "deliver" | "finish", ...args: QuickJSHandle[]): void {
    const context = this.#context;
    const result = context.callFunction(context.getProp(this.#prelude, name), context.undefined, args);
    if (result.error) this.#sent.push({ name: "threw", args: [this.#text(result.error)] });
  }

  /** False when the program does not come to an end. */
  #runJobs(): boolean {
    const { runtime } = this.#context;
    while (runtime.hasPendingJob()) {
      if (runtime.executePendingJobs().error) return false;
    }
    return true;
  }

  #text(error: QuickJSHandle): string {
    const { name, message }: { name?: unknown; message?: unknown } = this.#context.dump(error);
    return `${name}: ${message}`;
  }
}

/** The package declares the types of its CommonJS form, in which the variant lies one level deeper. */
function isVariant(value: unknown): value is QuickJSSyncVariant {
  return typeof value === "object" && value !== null && "importFFI" in value;
}
