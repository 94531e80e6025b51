import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { threadCode } from "./thread-code.js";

/** What every worker thread of the process is made from. */
export interface WorkerSource {
  /** The entry module, as a data: URL. */
  readonly entry: URL;
  /** prelude.ts as a JavaScript expression. */
  readonly prelude: string;
  readonly engine: WebAssembly.Module;
}

let source: Promise<WorkerSource> | undefined;

/** Builds worker.ts and prelude.ts and compiles the engine, once per process. */
export function workerSource(): Promise<WorkerSource> {
  source ??= makeSource();
  return source;
}

async function makeSource(): Promise<WorkerSource> {
  const engineFile = createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm");
  const [worker, prelude, bytes] = await Promise.all([
    threadCode(new URL("./worker.ts", import.meta.url), "esm"),
    threadCode(new URL("./prelude.ts", import.meta.url), "cjs"),
    readFile(engineFile),
  ]);
  return {
    entry: new URL(`data:text/javascript,${encodeURIComponent(worker)}`),
    prelude: `((module) => {${prelude}\nreturn module.exports;})({ exports: {} })`,
    engine: new WebAssembly.Module(bytes),
  };
}
