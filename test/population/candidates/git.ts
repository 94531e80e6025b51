import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { runProcess } from "../../../foundation/processes.js";
import type { HarnessFiles } from "../../../inner/harness/harness-files.js";

/** Runs git and returns what it printed, trimmed; fails the test when git fails. */
export async function git(folder: string, args: readonly string[], input = ""): Promise<string> {
  const identity = ["-c", "user.name=tester", "-c", "user.email=tester@localhost"];
  const { code, stdout, stderr } = await runProcess("git", [...identity, ...args], { cwd: folder, input });
  if (code !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout.trim();
}

export function writeFiles(folder: string, files: HarnessFiles): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Every file below a folder, without git's own. */
export function filesIn(folder: string): HarnessFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, "/"),
    )
    .filter((path) => !path.startsWith(".git/"));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

export function emptyFolder(folder: string): void {
  for (const name of readdirSync(folder))
    if (name !== ".git") rmSync(join(folder, name), { recursive: true });
}
