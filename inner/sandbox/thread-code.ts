import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

/**
 * The JavaScript of a TypeScript file and of what it imports, packages aside, for a thread. A thread does not inherit
 * the TypeScript loader of the main thread, and starting one in each costs four times as much as this build.
 */
export async function threadCode(file: URL, format: "esm" | "cjs"): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file)],
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
