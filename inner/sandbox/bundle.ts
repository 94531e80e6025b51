import { posix } from "node:path";
import {
  type BuildFailure,
  build,
  type Message,
  type OnLoadResult,
  type PartialMessage,
  type Plugin,
  transform,
} from "esbuild";
import type { HarnessFiles } from "../harness/harness-files.js";

/** The harness as one ES module text, or why there is none: one complaint per line, with file, line and text. */
export type Bundle =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly message: string };

const entry = "workflow.ts";
const namespace = "harness";
const complaintsShown = 10;
const syntax = {
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "silent",
  tsconfigRaw: {},
} as const;

/**
 * Bundles `workflow.ts` and the `.ts` modules it imports by relative path. Nothing is read from the disk. Equal
 * files give equal text. Types are stripped, not checked.
 */
export async function bundleHarness(files: HarnessFiles): Promise<Bundle> {
  if (!files.has(entry)) return { ok: false, message: `the harness has no ${entry}` };
  try {
    const built = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "neutral",
      ...syntax,
      plugins: [fromMemory(files)],
    });
    const [output] = Object.values(built.metafile.outputs);
    if (!output?.exports.includes("default")) {
      return { ok: false, message: `${entry} has no default export; it must export the workflow function` };
    }
    return { ok: true, code: built.outputFiles[0]?.text ?? "" };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return { ok: false, message: error.errors.slice(0, complaintsShown).map(complaint).join("\n") };
  }
}

function fromMemory(files: HarnessFiles): Plugin {
  return {
    name: "harness-files",
    setup(builder) {
      builder.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
        if (kind === "entry-point") return { path: entry, namespace };
        const resolved = resolve(files, path, importer);
        if ("problem" in resolved) return { errors: [{ text: resolved.problem }] };
        return { path: resolved.path, namespace };
      });
      builder.onLoad({ filter: /.*/, namespace }, ({ path }) => load(path, files.get(path) ?? ""));
      builder.onLoad({ filter: /.*/, namespace: "file" }, () => ({ errors: [importsOnlyDeclared] }));
    },
  };
}

const importsOnlyDeclared: PartialMessage = {
  text:
    "modules are imported by import declarations only; `import(` and `require(` must not occur, " +
    "not even inside a string",
};

/** Not after a dot, unless it is the last of three: `x.require(` is a method, `...require(` is not. */
const importExpression = /(?<![\w$]|(?<!\.\.)\.)(import|require)(\.\w+)?(\?\.)?\(/;

/**
 * The bundler answers `import("./" + name)` with every file on the disk that fits. So such expressions must not
 * reach it; they are looked for in its own rendering of the file, without comments and escapes.
 */
async function load(path: string, contents: string): Promise<OnLoadResult> {
  try {
    const { code } = await transform(contents, { ...syntax, loader: "ts", sourcefile: path });
    const lineText = code.split("\n").find((line) => importExpression.test(line));
    if (lineText === undefined) return { contents, loader: "ts" };
    const index = contents.split("\n").findIndex((source) => importExpression.test(source));
    const line = 1 + Math.max(0, index);
    return { errors: [{ ...importsOnlyDeclared, location: { file: path, line, lineText } }] };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return { errors: error.errors };
  }
}

function resolve(
  files: HarnessFiles,
  specifier: string,
  importer: string,
): { path: string } | { problem: string } {
  if (specifier === "autodata/harness") {
    return { problem: `"autodata/harness" has only types; import them with \`import type\`` };
  }
  if (!/^\.\.?\//.test(specifier)) {
    return {
      problem: `cannot import "${specifier}": a harness imports only its own files, such as "./lib/x.js"`,
    };
  }
  if (!/\.[jt]s$/.test(specifier)) {
    return { problem: `cannot import "${specifier}": the specifier of a module ends in ".js"` };
  }
  const path = posix.join(posix.dirname(importer), specifier).replace(/\.js$/, ".ts");
  return files.has(path)
    ? { path }
    : { problem: `cannot import "${specifier}": the harness has no file ${path}` };
}

function complaint({ location, text }: Message): string {
  if (location === null) return text;
  const file = location.file.replace(`${namespace}:`, "");
  return `${file}:${location.line}: ${text}\n    ${location.lineText.trim()}`;
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}
