import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type SimpleGit, simpleGit } from "simple-git";
import { childEnvironment } from "../../foundation/environment.js";
import { UsageError } from "../../foundation/errors.js";
import { inLongStage } from "../../foundation/stages.js";

/** Set in the repository's own configuration once it is complete. */
const mark = "autodata.population";

const settings: readonly (readonly [string, string])[] = [
  // Resolve only when objects and refs are on disk; git's default leaves both to the operating system.
  ["core.fsync", "objects,reference"],
  [mark, "1"],
];

/**
 * Makes sure that `folder` is a population's bare repository, whose HEAD is the branch `baseline`; finishes one
 * that was left half made.
 * @throws UsageError when the folder holds another repository, or git cannot be run.
 */
export async function prepareRepository(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const git = gitIn(folder);
  try {
    const state = isRepository(folder) ? await stateOf(git) : "unfinished";
    if (state === "foreign")
      throw new UsageError(`${folder} is a repository of something else: name a run folder`);
    const creation = () => inLongStage("git write", () => create(git, folder));
    if (state === "unfinished") await creation().catch(creation);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? error.message.trim() : String(error);
    throw new UsageError(
      `cannot prepare the repository ${folder} (${reason}): is git 2.29 or newer installed?`,
    );
  }
}

/** What git itself asks for before it takes a folder for a repository. */
const isRepository = (folder: string) =>
  ["HEAD", "objects", "refs"].every((name) => existsSync(join(folder, name)));

/**
 * No templates, so that no hook of the user's runs; the repository is named, so that git never looks further up.
 * Every step may be taken again: a killed process leaves git's locks, and perhaps a git that still works for it.
 */
async function create(git: SimpleGit, folder: string): Promise<void> {
  for (const lock of ["HEAD.lock", "config.lock"]) rmSync(join(folder, lock), { force: true });
  const init = ["init", "--bare", "--template=", "--object-format=sha1", "--initial-branch=baseline", "."];
  await git.raw(init);
  for (const [name, value] of settings) await git.raw(["--git-dir=.", "config", name, value]);
}

async function stateOf(git: SimpleGit): Promise<"ready" | "unfinished" | "foreign"> {
  const marked = await git.raw(["--git-dir=.", "config", "--default=0", "--get", mark]);
  if (marked.trim() === "1") return "ready";
  const refs = await git.raw(["--git-dir=.", "for-each-ref", "--count=1"]);
  return refs.trim() === "" ? "unfinished" : "foreign";
}

function gitIn(folder: string): SimpleGit {
  const unsafe = { allowUnsafeTemplateDir: true, allowUnsafeConfigPaths: true };
  return simpleGit({ baseDir: folder, unsafe }).env(childEnvironment());
}
