import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import type { CommitHash } from "../../foundation/ids.js";
import { runProcess } from "../../foundation/processes.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { CandidateStore } from "./candidate-store.js";
import { openCandidateStore } from "./git-candidate-store.js";
import { ObjectReader } from "./object-reader.js";
import { readTree } from "./tree-reader.js";

/** Two ways from the same files. */
export interface TwoWays {
  readonly base: HarnessFiles;
  readonly ours: HarnessFiles;
  readonly theirs: HarnessFiles;
}

/** What git made of them: files with both changes, or the paths where the changes stand in each other's way. */
export type Merged = { readonly files: HarnessFiles } | { readonly conflicts: readonly string[] };

/** So that the settings of whoever runs this change no result. */
const settings = ["-c", "merge.renames=true", "-c", "merge.directoryRenames=false"];

/** Merges harnesses as git does, in a repository of its own under the temporary folder; no population is touched. */
export class ThreeWayMerges {
  readonly #objects: ObjectReader;
  #commits = 0;

  private constructor(
    private readonly folder: string,
    private readonly store: CandidateStore,
  ) {
    this.#objects = new ObjectReader(folder);
  }

  /** @throws UsageError when git cannot be run. */
  static async open(): Promise<ThreeWayMerges> {
    const folder = mkdtempSync(join(tmpdir(), "autodata-lab-merges-"));
    return new ThreeWayMerges(folder, await openCandidateStore(folder));
  }

  /** @throws UsageError when git is older than 2.38, Error when it fails otherwise. */
  async merge({ base, ours, theirs }: TwoWays): Promise<Merged> {
    const root = await this.#commit(base, null);
    const sides = [await this.#commit(ours, root), await this.#commit(theirs, root)];
    const { code, stdout, stderr } = await runProcess("git", [
      `--git-dir=${this.folder}`,
      ...settings,
      ...["merge-tree", "--write-tree", "--no-messages", "--name-only", "-z"],
      ...sides,
    ]);
    const [tree = "", ...conflicts] = stdout.split("\0").filter((part) => part !== "");
    if (code === 0) return { files: await readTree(this.#objects, tree) };
    if (code === 1 && conflicts.length > 0) return { conflicts };
    if (code === 129) throw new UsageError("harnesses are merged by git 2.38 or newer: install it");
    throw new Error(`git merge-tree: ${stderr.trim() || `exit code ${code}`}`);
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.#objects.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #commit(files: HarnessFiles, parent: CommitHash | null): Promise<CommitHash> {
    this.#commits += 1;
    const message = { summary: "side of a merge", description: "", trailers: [] };
    const { commit } = await this.store.commit({
      ...{ files, parent, iteration: this.#commits, standing: "member" },
      ...message,
    });
    return commit;
  }
}
