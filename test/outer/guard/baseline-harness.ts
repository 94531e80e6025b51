import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HarnessFiles } from "../../../inner/harness/harness-files.js";

export const baselineNames = ["cs-research", "cs-research-scripted"] as const;

/** The files of a harness in harness-baseline/. */
export function baselineHarness(name: string): HarnessFiles {
  const folder = join("harness-baseline", name);
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.(ts|md)$/.test(path))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** The files with one of them written, or deleted when the text is null. */
export function withFile(files: HarnessFiles, path: string, text: string | null): HarnessFiles {
  const changed = new Map(files);
  if (text === null) changed.delete(path);
  else changed.set(path, text);
  return changed;
}
