/** The harness's files as far as they were read: text by path. */
export type ReadFiles = ReadonlyMap<string, string>;

/** A new text for a file; `before` is null for a new file. */
export interface Change {
  readonly path: string;
  readonly before: string | null;
  readonly after: string;
  /** What a check that fails has it turned into; what it was before when absent. */
  readonly repaired?: string;
}

export interface PlannedCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, string>>;
}

/**
 * The tool call that makes a change: edit_file with the lines that differ, widened until the old passage occurs
 * once in the file, or write_file for a new file and where most of it changes.
 */
export function callFor({ path, before, after }: Omit<Change, "repaired">): PlannedCall {
  if (before !== null) {
    const passage = changedPassage(before, after);
    if (passage !== undefined) return { name: "edit_file", arguments: { path, ...passage } };
  }
  return { name: "write_file", arguments: { path, content: after } };
}

function changedPassage(
  before: string,
  after: string,
): { readonly old: string; readonly new: string } | undefined {
  const [was, is] = [before.split("\n"), after.split("\n")];
  const least = Math.min(was.length, is.length);
  let head = 0;
  while (head < least && was[head] === is[head]) head += 1;
  let tail = 0;
  while (tail < least - head && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail += 1;
  for (; head > 0 || tail > 0; head = Math.max(0, head - 1), tail = Math.max(0, tail - 1)) {
    const old = was.slice(head, was.length - tail);
    const replacement = is.slice(head, is.length - tail);
    const passage = old.join("\n");
    if (passage.length * 2 > before.length) return undefined;
    if (passage !== "" && replacement.length > 0 && before.indexOf(passage) === before.lastIndexOf(passage)) {
      return { old: passage, new: replacement.join("\n") };
    }
  }
  return undefined;
}
