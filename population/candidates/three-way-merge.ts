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
export type Merged =
  | { readonly files: HarnessFiles }
  | {
      readonly conflicts: readonly string[];
      /** All files; those in conflict hold both sides between markers, which name them `ours` and `theirs`. */
      readonly marked: HarnessFiles;
    };

/** So that the settings of whoever runs this change no result. */
const settings = ["merge.renames=true", "merge.directoryRenames=false", "merge.conflictStyle=merge"].flatMap(
  (setting) => ["-c", setting],
);

/** The beginnings of the lines that git puts around two sides that stand in each other's way, except the middle one. */
const marker = /^(?:<{7}|>{7}) /;

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
    const sides = [await this.#commit(ours, root), await this.#commit(theirs, root)] as const;
    const { code, stdout, stderr } = await runProcess("git", [
      `--git-dir=${this.folder}`,
      ...settings,
      ...["merge-tree", "--write-tree", "--no-messages", "--name-only", "-z"],
      ...sides,
    ]);
    const [tree = "", ...conflicts] = stdout.split("\0").filter((part) => part !== "");
    if (code === 0) return { files: await readTree(this.#objects, tree) };
    if (code === 1 && conflicts.length > 0) {
      const files = [...(await readTree(this.#objects, tree))];
      return { conflicts, marked: new Map(files.map(([path, text]) => [path, named(text, sides)])) };
    }
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

/** Merges once: see ThreeWayMerges. */
export async function mergeOnce(ways: TwoWays): Promise<Merged> {
  const merges = await ThreeWayMerges.open();
  return merges.merge(ways).finally(() => merges.close());
}

/** Markers that name the sides rather than commits of a passing repository. */
function named(text: string, [ours, theirs]: readonly [string, string]): string {
  const lines = text.split("\n");
  return lines
    .map((line) => (marker.test(line) ? line.replaceAll(ours, "ours").replaceAll(theirs, "theirs") : line))
    .join("\n");
}

/** Lines of git's markers that are still in these files, as `path, line 7`. */
export function markersIn(files: HarnessFiles): string[] {
  return [...files].flatMap(([path, text]) =>
    text
      .split("\n")
      .flatMap((line, index) =>
        /^(?:<{7} ours|>{7} theirs)/.test(line) ? [`${path}, line ${index + 1}`] : [],
      ),
  );
}
