import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { changedFiles, changeSize, unifiedDiff } from "../../population/candidates/diff.js";
import { plural } from "../report/numbers.js";

/** How two harnesses differ as text. */
export interface HarnessDifference {
  readonly files: readonly string[];
  /** Lines. */
  readonly added: number;
  readonly removed: number;
  /** Unified, from the first to the second; empty when they are the same. */
  readonly diff: string;
}

export function harnessDifference(from: HarnessFiles, to: HarnessFiles): HarnessDifference {
  const { added, removed } = changeSize(from, to);
  return { files: changedFiles(from, to), added, removed, diff: unifiedDiff(from, to) };
}

/** Which files differ, and by how many lines. */
export function differenceStat(
  { files, added, removed }: HarnessDifference,
  names: { readonly from: string; readonly to: string },
): string {
  if (files.length === 0) return `${names.from} and ${names.to} are the same harness`;
  const heading = `${names.from} to ${names.to}: ${plural(files.length, "file")}, +${added} -${removed}`;
  return [heading, ...files.map((file) => `  ${file}`)].join("\n");
}
