/** The child process of node-realm.ts: plays one program at a time, each in a realm of its own. */
import { setImmediate as macrotask } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { constants, createContext, runInNewContext, Script } from "node:vm";
import type { Outcome } from "../attempt.js";
import { type Answer, type Order, ready } from "./node-messages.js";
import { document, TrustingHost } from "./trusting-host.js";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Macrotasks that a program has after its end, for what it left running. */
const afterlife = 20;

type Workflow = (host: object) => unknown;

/** What the program finds: functions and objects of this very process. */
function hostObject(host: TrustingHost): object {
  const ask =
    (name: string) =>
    (...args: unknown[]) =>
      host.answer(name, args, args[0] === "collect" ? collect : undefined);
  return {
    document: { ...document },
    prompt: (name: unknown) => {
      throw new Error(`this harness has no file prompts/${name}.md`);
    },
    chat: ask("chat"),
    propose: ask("propose"),
    verify: ask("verify"),
    evaluate: ask("evaluate"),
    note: (line: unknown) => host.note(line),
  };
}

async function collect(): Promise<void> {
  await macrotask();
  collectGarbage();
  await macrotask();
}

async function play(order: Order): Promise<Outcome> {
  const object = hostObject(new TrustingHost());
  const workflow = order.boundMs === undefined ? await load(order) : undefined;
  for (let run = 1; run < order.runs; run++) await workflow?.(object);
  const host = new TrustingHost();
  Object.assign(object, hostObject(host), { document: Reflect.get(object, "document") });
  const [ended, message] = await ending(() =>
    workflow === undefined ? runBounded(order, object) : workflow(object),
  );
  for (let turn = 0; turn < afterlife; turn++) await macrotask();
  const outcome = host.outcome(ended, message);
  for (const name of outcome.stains) Reflect.deleteProperty(Object.prototype, name);
  return outcome;
}

async function load({ realm, source, id }: Order): Promise<Workflow> {
  if (realm === "node module") {
    const module: { default: Workflow } = await import(
      `data:text/javascript,${encodeURIComponent(`${source}\n// ${id}`)}`
    );
    return module.default;
  }
  const global: { workflow?: Workflow } = {};
  script(source).runInContext(createContext(global));
  return (host) => global.workflow?.(host);
}

/** Everything in one script, its microtasks included, so that its time can be bounded. */
function runBounded({ source, boundMs = 0 }: Order, host: object): void {
  const context = createContext({ host }, { microtaskMode: "afterEvaluate" });
  script(`${source}\nvoid workflow(host);`).runInContext(context, { timeout: boundMs });
}

function script(source: string): Script {
  return new Script(`"use strict";\n${source.replace(/^export default/m, "globalThis.workflow =")}`, {
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
}

async function ending(run: () => unknown): Promise<[Outcome["ended"], string]> {
  try {
    await run();
    return ["returned", ""];
  } catch (error) {
    try {
      if ((error as { code?: unknown }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return ["ran on", ""];
      return ["threw", String((error as { message?: unknown }).message)];
    } catch {
      return ["host failed", "an error could not be read"];
    }
  }
}

process.on("unhandledRejection", () => {});
process.on("message", (order: Order) => {
  void play(order)
    .catch((error): Outcome => new TrustingHost().outcome("threw", String(error)))
    .then((outcome) => process.send?.({ id: order.id, outcome } satisfies Answer));
});
process.send?.(ready);
