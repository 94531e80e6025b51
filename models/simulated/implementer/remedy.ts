import { choose } from "../hashing.js";
import type { InstructionReader } from "../instructions/reading.js";
import type { ReadFiles } from "./change.js";
import type { Edit } from "./edit.js";
import { addParagraph, promptPath } from "./prompt-files.js";

/** A paragraph against a cause, in a few wordings. */
export interface Remedy<Cause extends string = string, Kind extends string = string> {
  readonly cause: Cause;
  /** Finds the prompt by its file's name: one of `promptNames`, or a pattern of the task's own. */
  readonly prompt: RegExp;
  /** Heading of the section it is put under. */
  readonly section: RegExp;
  /** The instruction that is not given again once the prompt gives it firmly. */
  readonly kind?: Kind;
  /** One line, told apart from all others: the history is searched for it. */
  readonly summary: string;
  /** How readily it comes to mind among its like. */
  readonly weight: number;
  readonly wordings: readonly string[];
  /** Lines it replaces, where the wording and the line contradict each other. */
  readonly replaces?: RegExp;
}

/** The edit that adds one of the remedy's wordings to its prompt, unless the prompt asks for it already. */
export function remedyEdit(remedy: Remedy, reader: InstructionReader): Edit {
  return {
    summary: remedy.summary,
    intent: "targeted",
    code: false,
    cause: remedy.cause,
    weight: remedy.weight,
    plan: (files, seed) => {
      if (isThere(files, remedy, reader)) return undefined;
      const wording = choose(remedy.wordings, "wording", seed);
      const added = addParagraph(files, remedy.prompt, remedy.section, wording);
      if (added === undefined) return undefined;
      const cleared = remedy.replaces !== undefined && choose([true, false], "replace", seed);
      return {
        changes: [cleared ? { ...added, after: clear(added.before, added.after, remedy.replaces) } : added],
      };
    },
  };
}

function isThere(files: ReadFiles, { prompt, kind, wordings }: Remedy, reader: InstructionReader): boolean {
  const text = files.get(promptPath(files, prompt) ?? "") ?? "";
  if (kind !== undefined && reader.read(text).strengths[kind] === "full") return true;
  return wordings.some((wording) => text.includes(wording));
}

/** Removes the line that says the contrary, if it was there before. */
function clear(before: string | null, after: string, line: RegExp): string {
  const contrary = line.exec(before ?? "")?.[0];
  return contrary === undefined ? after : after.replace(contrary, "");
}
