import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSSyncVariant,
} from "quickjs-emscripten-core";
import { engineStackBytes } from "./thread-stack.js";

/** A QuickJS context in a WebAssembly module of its own. Nothing in it is ever freed: it is dropped as a whole. */
export interface Engine {
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
}

/** The functions of prelude.ts, inside the engine. */
export type Prelude = Readonly<
  Record<"lockDown" | "makeHost" | "begin" | "adopt" | "deliver" | "describe", QuickJSHandle>
>;

const pageBytes = 64 * 1024;

/**
 * A new engine from the compiled module. Its memory has a fixed size with room for `memoryBytes`, the engine's
 * own data, fragmentation and texts in transit; pages that are never touched cost nothing.
 */
export async function newEngine(compiled: WebAssembly.Module, memoryBytes: number): Promise<Engine> {
  const pages = Math.min(Math.ceil((memoryBytes * 1.5 + 32 * 2 ** 20) / pageBytes), 32_768);
  const variant = newVariant(isVariant(releaseSync) ? releaseSync : releaseSync.default, {
    wasmModule: compiled,
    wasmMemory: new WebAssembly.Memory({ initial: pages, maximum: pages }),
  });
  const module = await newQuickJSWASMModuleFromVariant(variant);
  const runtime = module.newRuntime({ maxStackSizeBytes: engineStackBytes });
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
    adopt: functionNamed("adopt"),
    deliver: functionNamed("deliver"),
    describe: functionNamed("describe"),
  };
}

/** The package declares the types of its CommonJS form, in which the variant lies one level deeper. */
function isVariant(value: unknown): value is QuickJSSyncVariant {
  return typeof value === "object" && value !== null && "importFFI" in value;
}
