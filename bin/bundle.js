// The command as one JavaScript file, made of its TypeScript sources by esbuild: it starts in a third of the time that
// tsx takes, which loads some five hundred modules one by one. Plain JavaScript, since it comes before all of them.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const sources = ["cli", "experiments", "outer", "population", "inner", "models", "foundation"];
/** A bundle of earlier sources may be about to be started; after so many milliseconds no longer. */
const outdatedAfter = 86_400_000;

/**
 * The path of the bundled command, which is built when a source has changed since; null where it cannot be built, as in
 * a folder that may not be written to.
 * @param {string} folder the project's
 * @returns {Promise<string | null>}
 */
export async function bundledCommand(folder) {
  try {
    const cache = join(realpathSync(join(folder, "node_modules")), ".cache", "autodata-lab");
    const bundle = join(cache, `${signatureOf(folder)}.mjs`);
    if (!existsSync(bundle)) await build(folder, cache, bundle);
    return bundle;
  } catch {
    return null;
  }
}

/**
 * Changes with every source that is edited, added or removed, and with the dependencies.
 * @param {string} folder the project's
 */
export function signatureOf(folder) {
  const place = realpathSync(folder);
  const hash = createHash("sha256").update(`${place}\n`);
  const own = [fileURLToPath(import.meta.url), join(place, "package-lock.json")];
  for (const path of [...own, ...sources.flatMap((one) => filesIn(join(place, one)))]) {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith(".ts"))
    .sort()
    .map((path) => join(folder, path));
}

/** Writes beside the place and moves into it, so that commands that start at the same time do not meet. */
async function build(folder, cache, bundle) {
  const esbuild = await import("esbuild");
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(realpathSync(folder), "cli", "main.ts")],
    outfile: bundle,
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
    logLevel: "silent",
    plugins: [placesOfSources(cache)],
  });
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) removeOutdated(join(cache, name));
  const [map, code] = outputFiles;
  for (const { path, contents } of [map, code]) {
    writeFileSync(`${path}.${process.pid}`, contents);
    renameSync(`${path}.${process.pid}`, path);
  }
}

function removeOutdated(path) {
  const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - written > outdatedAfter) rmSync(path, { force: true });
}

/** A source that asks where it lies is told where it does, and not where the bundle does. */
function placesOfSources(cache) {
  return {
    name: "places-of-sources",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        const place = JSON.stringify(relative(cache, path).split(sep).join("/"));
        return {
          loader: "ts",
          contents: text.replaceAll("import.meta.url", `new URL(${place}, import.meta.url).href`),
        };
      });
    },
  };
}
