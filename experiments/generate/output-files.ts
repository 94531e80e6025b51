import { existsSync, statSync } from "node:fs";
import { UsageError } from "../../foundation/errors.js";
import { historyBegun } from "../../population/history/open.js";
import { type RunFolder, requireUsable, runFolderAt } from "../run-folder.js";

/** `train`: complete records. `benchmark`: what solvers may see, and a key file apart from it. */
export const formats = ["train", "benchmark"] as const;
export type Format = (typeof formats)[number];

/** Where everything of one generation lies: the file that was named, and its siblings. */
export interface OutputFiles {
  /** Accepted examples. */
  readonly examples: string;
  /** What benchmarks hide; null in the other format. */
  readonly key: string | null;
  /** Documents that gave no example, and why. */
  readonly rejected: string;
  /** The notes that were taken between documents; written only with them. */
  readonly learnings: string;
  /** The history: what is continued. */
  readonly folder: RunFolder;
}

/** @param out absolute; `data.jsonl` has `data.key.jsonl`, `data.rejected.jsonl` and `data.run/` beside it. */
export function outputFiles(out: string, format: Format): OutputFiles {
  const name = out.replace(/\.jsonl$/, "");
  return {
    examples: out,
    key: format === "benchmark" ? `${name}.key.jsonl` : null,
    rejected: `${name}.rejected.jsonl`,
    learnings: `${name}.learnings.jsonl`,
    folder: runFolderAt(`${name}.run`),
  };
}

/** Checks that nothing of somebody else's would be overwritten. @throws UsageError otherwise. */
export function requireOwn(files: OutputFiles): void {
  requireUsable(files.folder);
  const own = historyBegun(files.folder.history);
  for (const path of [files.examples, files.key, files.rejected, files.learnings]) {
    if (path === null || !existsSync(path)) continue;
    if (statSync(path).isDirectory()) throw new UsageError(`${path} is a folder; name a file with --out.`);
    if (own) continue;
    throw new UsageError(
      `${path} is there already, and ${files.folder.path}, which would continue it, is not; ` +
        "give another file with --out.",
    );
  }
}
