import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { type ChangeSize, changedFiles, changeSize } from "../../population/candidates/diff.js";
import { count } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";

/** One file that differs between two harnesses. */
export interface FileChange extends ChangeSize {
  readonly path: string;
  /** Whether it is in both, or in the second or first one only. */
  readonly kind: "changed" | "added" | "removed";
}

/** The files that differ, by path, with the lines added and removed on the way from the first to the second. */
export function fileChanges(from: HarnessFiles, to: HarnessFiles): FileChange[] {
  return changedFiles(from, to).map((path) => ({
    path,
    kind: !from.has(path) ? "added" : to.has(path) ? "changed" : "removed",
    ...changeSize(only(path, from), only(path, to)),
  }));
}

/** `prompts/challenger.md +3 -1`. */
export function fileChangeText({ path, kind, added, removed }: FileChange): string {
  return `${plainLine(path)} ${sizeText({ added, removed })}${kind === "changed" ? "" : ` (${kind})`}`;
}

/** `+3 -1`. */
export function sizeText({ added, removed }: ChangeSize): string {
  return `+${count(added)} -${count(removed)}`;
}

function only(path: string, files: HarnessFiles): HarnessFiles {
  const text = files.get(path);
  return new Map(text === undefined ? [] : [[path, text]]);
}
