import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";
import { type Engine, loadPrelude, type Prelude } from "./engine.js";
import type { HostFunction } from "./sandbox.js";
import { shortStack } from "./short-stack.js";
import type { TurnGauge } from "./turn-gauge.js";
import type { CallText, Ending, ProgramText, ReplyText, TurnReport } from "./worker-messages.js";

const hostFunctions: readonly string[] = [
  "chat",
  "propose",
  "verify",
  "evaluate",
  "skip",
  "note",
] satisfies HostFunction[];

type EngineResult = ReturnType<QuickJSContext["callFunction"]>;

/** Ends the turn that it is thrown in. */
class Ended extends Error {
  constructor(readonly ending: Ending) {
    super("ended");
  }
}

/** By what the main thread watches a program. */
export interface Watch {
  readonly program: number;
  readonly gauge: TurnGauge;
}

/**
 * One program in its engine, in the worker. It computes in turns: the first runs until the code waits, each
 * later one delivers a reply and runs until the code waits again. The last one has a verdict.
 */
export class Program {
  readonly #engine: Engine;
  readonly #text: ProgramText;
  readonly #watch: Watch;
  #prelude: Prelude | undefined;
  #outcome: QuickJSHandle | undefined;
  #ticks = 0;
  #calls = 0;
  #callsOfTurn: CallText[] = [];
  #characters = 0;
  /** Ordinals of the calls without a reply yet, in issue order. */
  readonly #awaited: number[] = [];
  #spentMs = 0;
  #turnBegan = 0;
  #stop: Ending | undefined;

  constructor(engine: Engine, text: ProgramText, watch: Watch) {
    this.#engine = engine;
    this.#text = text;
    this.#watch = watch;
  }

  /** Evaluates the bundle and calls the workflow. `preludeText` is the expression made from prelude.ts. */
  start(preludeText: string): TurnReport {
    return this.#turn(() => {
      const prelude = this.#setUp(preludeText);
      const module = this.#evaluate(this.#text.code);
      const returned = this.#value(this.#call(prelude.begin, module));
      this.#outcome = this.#isPromise(returned) ? returned : this.#value(this.#call(prelude.adopt, returned));
    });
  }

  /** Settles the call of that ordinal. */
  deliver(ordinal: number, reply: ReplyText): TurnReport {
    return this.#turn(() => {
      const { context } = this.#engine;
      this.#awaited.shift();
      const text = this.#string(reply.text);
      const ok = reply.ok ? context.true : context.false;
      this.#value(this.#call(this.#loaded().deliver, context.newNumber(ordinal), ok, text));
      text.dispose();
    });
  }

  #setUp(preludeText: string): Prelude {
    const { context, runtime } = this.#engine;
    const prelude = loadPrelude(this.#engine, preludeText);
    this.#prelude = prelude;
    const send = context.newFunction("send", (name, args) =>
      context.newNumber(this.#send(context.getString(name), context.getString(args))),
    );
    const { values, prompts } = this.#text;
    this.#value(this.#call(prelude.makeHost, send, this.#string(values), this.#string(prompts)));
    this.#value(this.#call(prelude.lockDown));
    runtime.setInterruptHandler(() => this.#interrupted());
    return prelude;
  }

  /** The namespace of the bundle, after its top-level awaits. */
  #evaluate(code: string): QuickJSHandle {
    const { context } = this.#engine;
    const module = this.#value(context.evalCode(code, "harness.js", { type: "module" }));
    this.#runJobs();
    const state = context.getPromiseState(module);
    if (state.type === "fulfilled") return state.value;
    if (state.type === "rejected") throw new Ended(this.#failure(state.error));
    throw new Ended({
      ended: "threw",
      message: "an await at the top level waits for something that never comes",
    });
  }

  #turn(work: () => void): TurnReport {
    const { gauge, program } = this.#watch;
    this.#callsOfTurn = [];
    this.#turnBegan = performance.now();
    gauge.enter(program, this.#text.limits.wallClockMs - this.#spentMs);
    const reached = this.#endingOf(work);
    gauge.leave();
    this.#spentMs += performance.now() - this.#turnBegan;
    const overdue = this.#spentMs > this.#text.limits.wallClockMs;
    const ending = reached ?? (overdue ? this.#backstop() : undefined);
    const ticks = this.#ticks;
    const verdict = ending && { ...ending, ticks, hostCalls: this.#calls };
    return { program, calls: this.#callsOfTurn, ticks, verdict };
  }

  #endingOf(work: () => void): Ending | undefined {
    try {
      work();
      this.#runJobs();
      return this.#settled();
    } catch (error) {
      return this.#stop ?? endingOf(error);
    }
  }

  #settled(): Ending | undefined {
    if (this.#outcome === undefined) throw new Error("the workflow was not called");
    const state = this.#engine.context.getPromiseState(this.#outcome);
    if (state.type === "fulfilled") return { ended: "returned" };
    if (state.type === "rejected") return this.#failure(state.error);
    if (this.#awaited.length > 0) return undefined;
    return {
      ended: "threw",
      message: "the workflow waits for a promise that nothing can settle: no host call is pending",
    };
  }

  #isPromise(value: QuickJSHandle): boolean {
    const state = this.#engine.context.getPromiseState(value);
    return state.type !== "fulfilled" || state.notAPromise !== true;
  }

  #runJobs(): void {
    const { runtime } = this.#engine;
    while (runtime.hasPendingJob()) {
      const executed = runtime.executePendingJobs();
      this.#checkStop();
      if (executed.error) throw new Ended(this.#failure(executed.error));
    }
  }

  #call(callee: QuickJSHandle, ...args: QuickJSHandle[]): EngineResult {
    const { context } = this.#engine;
    return context.callFunction(callee, context.undefined, args);
  }

  #value(result: EngineResult): QuickJSHandle {
    this.#checkStop();
    if (result.error) throw new Ended(this.#failure(result.error));
    return result.value;
  }

  #checkStop(): void {
    if (this.#stop !== undefined) throw new Ended(this.#stop);
  }

  #string(text: string): QuickJSHandle {
    const { context } = this.#engine;
    const handle = context.newString(text);
    if (context.typeof(handle) !== "string") throw new Ended(outOfMemory);
    return handle;
  }

  /** How a program ends that lets this value escape. Asks the engine to describe it, in the program's own time. */
  #failure(thrown: QuickJSHandle): Ending {
    const described = this.#call(this.#loaded().describe, thrown);
    if (this.#stop !== undefined) return this.#stop;
    if (described.error) {
      if (this.#isOutOfMemory(described.error)) return outOfMemory;
      return { ended: "threw", message: "a value was thrown that cannot be described" };
    }
    const text = this.#engine.context.getString(described.value);
    // Without memory for an Error, the engine throws null.
    if (/^(InternalError: out of memory|null was thrown)/.test(text)) return outOfMemory;
    return { ended: "threw", message: shortStack(text, this.#text.code) };
  }

  #isOutOfMemory(error: QuickJSHandle): boolean {
    const { context } = this.#engine;
    if (context.sameValue(error, context.null)) return true;
    const message = context.getProp(error, "message");
    return context.typeof(message) === "string" && context.getString(message) === "out of memory";
  }

  #loaded(): Prelude {
    if (this.#prelude === undefined) throw new Error("the program was not started");
    return this.#prelude;
  }

  #send(name: string, args: string): number {
    if (this.#stop !== undefined) return -1;
    const { hostCalls, outputCharacters } = this.#text.limits;
    if (!isHostFunction(name)) throw new Error(`the host has no function ${name}`);
    if (this.#calls >= hostCalls) {
      return this.#refuse({
        ended: "limit",
        limit: "host_calls",
        message: `more than ${hostCalls} host calls`,
      });
    }
    this.#characters += args.length;
    if (this.#characters > outputCharacters) {
      const message = `more than ${outputCharacters} characters sent to the host`;
      return this.#refuse({ ended: "limit", limit: "output", message });
    }
    const ordinal = this.#calls++;
    const delivered = this.#awaited[0] ?? ordinal;
    if (name !== "note") this.#awaited.push(ordinal);
    this.#callsOfTurn.push({ ordinal, name, args, delivered });
    return ordinal;
  }

  #backstop(): Ending {
    const message = `the code computed for more than ${this.#text.limits.wallClockMs} ms`;
    return { ended: "backstop", message };
  }

  #refuse(ending: Ending): number {
    this.#stop = ending;
    return -1;
  }

  #interrupted(): boolean {
    if (this.#stop !== undefined) return true;
    const { ticks, wallClockMs } = this.#text.limits;
    this.#ticks += 1;
    if (this.#ticks >= ticks) {
      this.#stop = { ended: "limit", limit: "ticks", message: `the code computed for ${ticks} ticks` };
    } else if (this.#spentMs + performance.now() - this.#turnBegan > wallClockMs) {
      this.#stop = this.#backstop();
    } else if (this.#watch.gauge.isCancelled(this.#watch.program)) {
      this.#stop = { ended: "backstop", message: "the program was dropped" };
    }
    return this.#stop !== undefined;
  }
}

const outOfMemory: Ending = {
  ended: "limit",
  limit: "memory",
  message: "the code used all its memory (or threw null, which looks the same)",
};

function endingOf(error: unknown): Ending {
  if (error instanceof Ended) return error.ending;
  const text = error instanceof Error ? error.message : String(error);
  if (/out of memory|^null$/.test(text)) return outOfMemory;
  // A trap is as much a function of the code as an Error; other failures depend on this process.
  if (error instanceof WebAssembly.RuntimeError) {
    return {
      ended: "threw",
      message: `the code broke the engine (${text}); it may be out of memory or stack`,
    };
  }
  return { ended: "backstop", message: `the engine failed: ${text}` };
}

function isHostFunction(name: string): name is HostFunction {
  return hostFunctions.includes(name);
}
