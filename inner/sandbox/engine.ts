import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSEmscriptenModule,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSSyncVariant,
} from "quickjs-emscripten-core";
import { fixedMemory, Heap } from "./heap.js";
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
/** The engine cannot be loaded with less, and cannot address more. */
const fewestPages = 256;
const mostPages = 32_768;
/** For the engine's own data and stack, before any program. */
const ownBytes = 8 * 2 ** 20;

/**
 * A new engine from the compiled module, with a heap of `memoryBytes` for the program and everything that passes
 * between it and the host, or just under 2 GiB when that is less. Pages that are never touched cost nothing.
 */
export async function newEngine(compiled: WebAssembly.Module, memoryBytes: number): Promise<Engine> {
  const heapBytes = Math.min(memoryBytes, mostPages * pageBytes - ownBytes);
  const pages = Math.max(Math.ceil((heapBytes + ownBytes) / pageBytes), fewestPages);
  let heap: Heap | undefined;
  const variant = withHeap(
    newVariant(isVariant(releaseSync) ? releaseSync : releaseSync.default, {
      wasmModule: compiled,
      wasmMemory: fixedMemory(pages),
    }),
    (made) => {
      heap = made;
    },
  );
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
  runtime.setMemoryLimit(heapBytes);
  heap?.leave(heapBytes);
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

/** Calls `use` with the heap of the module that is made from the variant. */
function withHeap(variant: QuickJSSyncVariant, use: (heap: Heap) => void): QuickJSSyncVariant {
  return {
    ...variant,
    importFFI: async () => {
      const Functions = await variant.importFFI();
      return class extends Functions {
        constructor(module: QuickJSEmscriptenModule) {
          super(module);
          use(new Heap(module));
        }
      };
    },
  };
}

/** The package declares the types of its CommonJS form, in which the variant lies one level deeper. */
function isVariant(value: unknown): value is QuickJSSyncVariant {
  return typeof value === "object" && value !== null && "importFFI" in value;
}
