import { rm } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import { asCommitHash, type CommitHash, type TreeHash } from "../../foundation/ids.js";
import { runProcess } from "../../foundation/processes.js";
import { inLongStage } from "../../foundation/stages.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { importStream, refOf, signature } from "./candidate-commit.js";
import type { CandidateStore, NewCandidate } from "./candidate-store.js";
import { CandidateStoreFailed } from "./candidate-store-error.js";
import { ObjectReader } from "./object-reader.js";
import { prepareRepository } from "./repository.js";
import { treeHash } from "./tree-hash.js";
import { readTree } from "./tree-reader.js";

/**
 * Opens the population's bare repository in `folder`, creating it when missing. One store at a time may write;
 * reading disturbs nobody.
 * @throws UsageError when the folder holds another repository or git cannot be run.
 */
export async function openCandidateStore(folder: string): Promise<CandidateStore> {
  await prepareRepository(folder);
  return new GitCandidateStore(folder);
}

/** How many milliseconds git waits for the lock of a ref before it fails. */
const patience = ["-c", "core.filesRefLockTimeout=500"];
/** How often a write is tried. */
const tries = 3;

class RefTaken extends UsageError {
  constructor(ref: string, folder: string) {
    super(`another candidate is at ${ref} in ${folder}: start a new run folder`);
  }
}

/**
 * Every candidate is written by a `git fast-import` of its own: its exit says that objects and ref are on disk,
 * and a crash leaves either all of it or nothing that counts. Writes take turns.
 */
class GitCandidateStore implements CandidateStore {
  readonly #objects: ObjectReader;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(private readonly folder: string) {
    this.#objects = new ObjectReader(folder);
  }

  treeOf(files: HarnessFiles): TreeHash {
    return treeHash(files);
  }

  async commit(candidate: NewCandidate): Promise<{ tree: TreeHash; commit: CommitHash }> {
    const tree = treeHash(candidate.files);
    const answer = await this.#write(refOf(candidate), () => this.#import(candidate));
    const [commit = "", root = ""] = answer.split("\n");
    if (!root.includes(tree)) throw new Error(`git made the tree ${root} where ${tree} was computed`);
    return { tree, commit: asCommitHash(commit) };
  }

  read(commit: CommitHash): Promise<HarnessFiles> {
    return readTree(this.#objects, `${commit}^{tree}`);
  }

  async tag(name: string, commit: CommitHash, message: string): Promise<void> {
    const text = `object ${commit}\ntype commit\ntag ${name}\ntagger ${signature(0)}\n\n${message.trim()}\n`;
    const ref = `refs/tags/${name}`;
    await this.#write(ref, async () => {
      const tag = await this.#git(["mktag"], text);
      return this.#git(["update-ref", ref, tag.trim()]);
    });
  }

  async close(): Promise<void> {
    await this.#lastWrite;
    await this.#objects.close();
  }

  /** Runs after the writes before it. */
  #write<T>(ref: string, write: () => Promise<T>): Promise<T> {
    const written = this.#lastWrite.then(() => inLongStage("git write", () => this.#pastLocks(ref, write)));
    this.#lastWrite = written.catch(() => {});
    return written;
  }

  /**
   * A killed process may have left a git that still writes: git waits for the lock of such a one. A lock that is
   * there after that nobody holds any more. Writing again is harmless, so one that still came between costs a try.
   */
  async #pastLocks<T>(ref: string, write: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await write();
      } catch (error) {
        if (attempt === tries || error instanceof RefTaken) throw error;
        for (const lock of [ref, "HEAD"]) await rm(join(this.folder, `${lock}.lock`), { force: true });
      }
    }
  }

  async #import(candidate: NewCandidate): Promise<string> {
    try {
      return await this.#git(["fast-import", "--quiet", "--done"], importStream(candidate));
    } catch (error) {
      if (!(error instanceof Error && error.message.includes("does not contain"))) throw error;
      throw new RefTaken(refOf(candidate), this.folder);
    }
  }

  /** Runs git once more when a signal ended it: Ctrl-C reaches the children of a run that still has to finish. */
  async #git(args: readonly string[], input: string | Uint8Array = ""): Promise<string> {
    const run = () => runProcess("git", [`--git-dir=${this.folder}`, ...patience, ...args], { input });
    try {
      const first = await run();
      const { code, stdout, stderr } = first.code === null ? await run() : first;
      if (code === 0) return stdout;
      throw new Error(firstComplaint(stderr) ?? `exit code ${code}`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new CandidateStoreFailed(
        `the population ${this.folder} cannot be written (git ${args[0]}: ${why}): make room, or see to the folder`,
      );
    }
  }
}

/** Of all that git says when it gives up, the line that says why. */
function firstComplaint(stderr: string): string | undefined {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  return lines.find((line) => /^(fatal|error): /.test(line)) ?? lines[0];
}
