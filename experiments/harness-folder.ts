import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { UsageError } from "../foundation/errors.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";

/**
 * Reads a harness folder: its `.ts` files and `prompts/*.md`, sorted by path, with LF line ends. Other files are
 * not part of it.
 * @throws UsageError when the folder cannot be read or has no workflow.ts.
 */
export function readHarnessFolder(folder: string): HarnessFiles {
  const files = listFiles(folder)
    .map((path): [string, string] => [relative(folder, path).split(sep).join("/"), path])
    .filter(([name]) => name.endsWith(".ts") || /^prompts\/[^/]+\.md$/.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, path]): [string, string] => [name, readFileSync(path, "utf8").replaceAll("\r\n", "\n")]);
  const harness = new Map(files);
  if (!harness.has("workflow.ts")) {
    throw new UsageError(`harness folder ${folder} has no workflow.ts; set \`harness\` to a harness folder.`);
  }
  return harness;
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    throw new UsageError(`harness folder ${folder} cannot be read; set \`harness\` to a harness folder.`);
  }
}
