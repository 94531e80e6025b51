import type { HarnessFiles } from "../inner/harness/harness-files.js";

/**
 * The harness with an edit that cannot change what it does, and yet is another tree with luck of its own: a prompt
 * that nothing reads. It passes the guard under every `search.edits`. A harness reads prompts by their names only, so
 * one whose name stands nowhere in its files is never read.
 * @param number from 1; each is another tree.
 */
export function nullMutant(files: HarnessFiles, number: number): HarnessFiles {
  const texts = [...files.values()];
  let name = "unread-note";
  while (files.has(`prompts/${name}.md`) || texts.some((text) => text.includes(name))) name += "-x";
  return new Map([...files, [`prompts/${name}.md`, `Nothing reads this note, number ${number}.\n`]]);
}
