import type { HarnessFiles } from "../../inner/harness/harness-files.js";

/**
 * The lines of the mutant that stand nowhere in the parent, by path, in order and joined by line ends. What was
 * only moved is not added.
 */
export function addedText(parent: HarnessFiles, mutant: HarnessFiles): Map<string, string> {
  const known = new Set([...parent.values()].flatMap((text) => text.split("\n")));
  const added = new Map<string, string>();
  for (const [path, text] of mutant) {
    const lines = text.split("\n").filter((line) => !known.has(line));
    if (lines.length > 0) added.set(path, lines.join("\n"));
  }
  return added;
}
