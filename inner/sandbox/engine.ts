import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
} from "quickjs-emscripten-core";

/** A QuickJS context in a WebAssembly module of its own. Nothing in it is ever freed: it is dropped as a whole. */
export interface Engine {
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
}

/** The functions of prelude.ts, inside the engine. */
export type Prelude = Readonly<Record<"lockDown" | "makeHost" | "begin" | "deliver" | "describe", QuickJSHandle>>;

/**
 * Deep enough for any sensible workflow (about 1500 calls), and shallow enough that QuickJS notices before the
 * thread's own stack ends, which would break the engine; worker threads get `workerStackMb` for that.
 */
const stackBytes = 256 * 1024;
export const workerStackMb = 16;

const pageBytes = 64 * 1024;

/**
 * A new engine from the compiled module. Its memory has a fixed size with room for `memoryBytes`, the engine's
 * own data, fragmentation and texts in transit; pages that are never touched cost nothing.
 */
export async function newEngine(compiled: WebAssembly.Module, memoryBytes: number): Promise<Engine> {
  const pages = Math.min(Math.ceil((memoryBytes * 1.5 + 32 * 2 ** 20) / pageBytes), 32_768);
  const variant = newVariant(releaseSync, {
    wasmModule: compiled,
    wasmMemory: new WebAssembly.Memory({ initial: pages, maximum: pages }),
    emscriptenModule: { print: () => {}, printErr: () => {} },
  });
  const module = await newQuickJSWASMModuleFromVariant(variant);
  const runtime = module.newRuntime({ maxStackSizeBytes: stackBytes });
  const context = runtime.newContext({
    intrinsics: {
      BaseObjects: true,
      Date: false,
      Eval: true,
      StringNormalize: true,
      RegExp: true,
      JSON: true,
      Proxy: true,
      MapSet: true,
      TypedArrays: true,
      Promise: true,
    },
  });
  runtime.setMemoryLimit(memoryBytes);
  return { runtime, context };
}

/** Evaluates the prelude, an expression, so that no import of evolved code can reach it. */
export function loadPrelude({ context }: Engine, text: string): Prelude {
  const module = context.unwrapResult(context.evalCode(text, "prelude.js", { type: "global", strict: true }));
  const functionNamed = (name: string) => context.getProp(module, name);
  return {
    lockDown: functionNamed("lockDown"),
    makeHost: functionNamed("makeHost"),
    begin: functionNamed("begin"),
    deliver: functionNamed("deliver"),
    describe: functionNamed("describe"),
  };
}
