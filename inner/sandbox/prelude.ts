// biome-ignore-all lint/style/useTemplate: for a template, QuickJS calls String.prototype.concat
/**
 * Runs inside the engine, before evolved code. What it needs later it keeps in its own variables now: evolved
 * code may replace JSON.stringify, Promise.prototype.then or anything else afterwards. Nothing here reads a
 * property through a prototype, iterates, or calls a method of a shared object once evolved code has run,
 * except on values of the evolved code itself.
 */
import type { HostFunction } from "./sandbox.js";

const { parse, stringify } = JSON;
const { create, defineProperty, freeze, getPrototypeOf, hasOwn, keys } = Object;
const PristinePromise = Promise;
const PristineError = Error;
const PristineTypeError = TypeError;
const text = String;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Sends a call to the outside and gives its ordinal; negative when a limit of the program is reached. */
type Send = (name: HostFunction, args: string) => number;

const waiting: Record<number, Waiting> = create(null);
let host: object;

/** Takes away what would let a program see time, chance or the outside, or make code from text. */
export function lockDown(): void {
  for (const name of ["eval", "SharedArrayBuffer", "Atomics", "Date", "WeakRef", "FinalizationRegistry"]) {
    Reflect.deleteProperty(globalThis, name);
  }
  Reflect.deleteProperty(Math, "random");
  const refuse = (): never => {
    throw new PristineTypeError("making code from text is not possible in a harness");
  };
  const kinds = [() => {}, async () => {}, function* () {}, async function* () {}];
  for (const kind of kinds) {
    defineProperty(getPrototypeOf(kind), "constructor", {
      value: refuse,
      writable: false,
      configurable: false,
    });
  }
  refuse.prototype = Function.prototype;
  defineProperty(globalThis, "Function", { value: refuse, writable: true, configurable: true });
}

/** Makes the host object. `valuesText` and `promptsText` are JSON objects. */
export function makeHost(send: Send, valuesText: string, promptsText: string): void {
  const prompts: Record<string, string> = parse(promptsText);
  const issue = (name: HostFunction, args: readonly unknown[]): number => {
    const ordinal = send(name, jsonList(args));
    if (ordinal < 0) throw new PristineError("a limit of the program is reached");
    return ordinal;
  };
  const ask = (name: HostFunction, ...args: unknown[]) =>
    new PristinePromise<unknown>((resolve, reject) => {
      waiting[issue(name, args)] = { resolve, reject };
    });
  host = freeze({
    ...deepFreeze(parse(valuesText)),
    prompt: (name: unknown) => {
      if (typeof name === "string" && hasOwn(prompts, name)) return prompts[name];
      throw new PristineError("this harness has no file prompts/" + text(name) + ".md");
    },
    chat: (seat: unknown, request: unknown) => ask("chat", seat, request),
    propose: (draft: unknown) => ask("propose", draft),
    verify: (example: unknown) => ask("verify", example),
    evaluate: (example: unknown, stage: unknown) => ask("evaluate", example, stage),
    skip: (reason: unknown) => ask("skip", reason),
    note: (line: unknown) => {
      issue("note", [text(line)]);
    },
  });
}

/** Calls the workflow and gives what it gives. */
export function begin(bundle: { default?: unknown }): unknown {
  const workflow = bundle.default;
  if (typeof workflow !== "function") {
    throw new PristineTypeError("the default export of workflow.ts is not a function");
  }
  return workflow(host);
}

/** A native promise for what a workflow returned that is none: an object with `then`, or a plain value. */
export function adopt(value: unknown): Promise<unknown> {
  return new PristinePromise((resolve) => resolve(value));
}

/** Settles one call: with the value, or with an Error of that message. `replyText` is JSON. */
export function deliver(ordinal: number, ok: boolean, replyText: string): void {
  const call = waiting[ordinal];
  if (call === undefined) return;
  delete waiting[ordinal];
  const reply: unknown = parse(replyText);
  if (ok) call.resolve(reply);
  else call.reject(new PristineError(text(reply)));
}

/** A thrown value as text: name, message and, on further lines, the stack. */
export function describe(thrown: unknown): string {
  if (typeof thrown !== "object" || thrown === null) return text(thrown) + " was thrown";
  const { name, message, stack } = thrown as { name?: unknown; message?: unknown; stack?: unknown };
  if (message === undefined) return "an object was thrown: " + json(thrown);
  return text(name) + ": " + text(message) + "\n" + (typeof stack === "string" ? stack : "");
}

/** The list itself is not stringified: an evolved Array.prototype.toJSON would stand for it. */
function jsonList(args: readonly unknown[]): string {
  let list = "[";
  for (let index = 0; index < args.length; index++) list += (index === 0 ? "" : ",") + json(args[index]);
  return list + "]";
}

function json(value: unknown): string {
  return stringify(value) ?? "null";
}

function deepFreeze(value: unknown): object {
  if (typeof value !== "object" || value === null) return {};
  for (const key of keys(value)) deepFreeze(Reflect.get(value, key));
  return freeze(value);
}
