import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

/** What every worker thread of the process is made from. */
export interface WorkerSource {
  /** The entry module, as a data: URL. */
  readonly entry: URL;
  /** prelude.ts as a JavaScript expression. */
  readonly prelude: string;
  readonly engine: WebAssembly.Module;
}

let source: Promise<WorkerSource> | undefined;

/**
 * Builds worker.ts and prelude.ts and compiles the engine, once per process. A thread does not inherit the
 * TypeScript loader of the main thread, and starting one in each costs four times as much as this build.
 */
export function workerSource(): Promise<WorkerSource> {
  source ??= makeSource();
  return source;
}

async function makeSource(): Promise<WorkerSource> {
  const engineFile = createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm");
  const [worker, prelude, bytes] = await Promise.all([
    compile("./worker.ts", "esm"),
    compile("./prelude.ts", "cjs"),
    readFile(engineFile),
  ]);
  return {
    entry: new URL(`data:text/javascript,${encodeURIComponent(worker)}`),
    prelude: `((module) => {${prelude}\nreturn module.exports;})({ exports: {} })`,
    engine: new WebAssembly.Module(bytes),
  };
}

async function compile(file: string, format: "esm" | "cjs"): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    write: false,
    format,
    platform: "node",
    target: "es2022",
    logLevel: "silent",
    tsconfigRaw: {},
    plugins: [packagesByAddress],
  });
  return outputFiles[0]?.text ?? "";
}

/** Leaves packages out of the bundle and imports them by file: URL, the only way from a data: module. */
const packagesByAddress: Plugin = {
  name: "packages-by-address",
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, async ({ path, resolveDir, kind, pluginData }) => {
      if (pluginData === "resolving" || kind === "entry-point" || path.startsWith("node:")) return undefined;
      const found = await builder.resolve(path, { resolveDir, kind, pluginData: "resolving" });
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};
