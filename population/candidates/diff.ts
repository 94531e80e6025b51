import { applyPatch, formatPatch, parsePatch, type StructuredPatch, structuredPatch } from "diff";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";

/** Lines of context around a change, as git shows them. */
const context = 3;

/**
 * The change from one set of files to another as git writes it (`a/`, `b/`, new and deleted files, the marker of
 * a missing newline); `git apply` accepts it. Empty when nothing changed.
 */
export function unifiedDiff(from: HarnessFiles, to: HarnessFiles): string {
  return changedFiles(from, to)
    .map((path) => formatPatch(filePatch(path, from.get(path), to.get(path))))
    .join("");
}

/**
 * The files that a diff made by `unifiedDiff` leads to, sorted by path.
 * @throws Error naming the file when the diff belongs to other files.
 */
export function applyDiff(from: HarnessFiles, diff: string): HarnessFiles {
  const files = new Map(from);
  for (const patch of diff === "" ? [] : parsePatch(diff)) {
    const path = ((patch.isDelete === true ? patch.oldFileName : patch.newFileName) ?? "").slice(2);
    const before = patch.isCreate === true ? "" : files.get(path);
    const after = before === undefined ? false : applyPatch(before, patch);
    if (after === false) throw new Error(`the diff of ${path} does not belong to these files`);
    if (patch.isDelete === true) files.delete(path);
    else files.set(path, after);
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Paths whose text differs or that exist on one side only, sorted. */
export function changedFiles(from: HarnessFiles, to: HarnessFiles): string[] {
  const paths = new Set([...from.keys(), ...to.keys()]);
  return [...paths].filter((path) => from.get(path) !== to.get(path)).sort();
}

/** Lines added and removed. */
export interface ChangeSize {
  readonly added: number;
  readonly removed: number;
}

export function changeSize(from: HarnessFiles, to: HarnessFiles): ChangeSize {
  const lines = changedFiles(from, to)
    .flatMap((path) => filePatch(path, from.get(path), to.get(path)).hunks)
    .flatMap((hunk) => hunk.lines);
  const beginningWith = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
  return { added: beginningWith("+"), removed: beginningWith("-") };
}

function filePatch(path: string, before: string | undefined, after: string | undefined): StructuredPatch {
  const oldName = before === undefined ? "/dev/null" : `a/${path}`;
  const newName = after === undefined ? "/dev/null" : `b/${path}`;
  const { hunks } = structuredPatch(oldName, newName, before ?? "", after ?? "", undefined, undefined, {
    context,
  });
  return {
    oldFileName: oldName,
    newFileName: newName,
    oldHeader: undefined,
    newHeader: undefined,
    hunks,
    isGit: true,
    isCreate: before === undefined,
    isDelete: after === undefined,
  };
}
