import type { Change, ReadFiles } from "./change.js";

/** Whose prompt a file is, told by its name: those of most harnesses. */
export const promptNames = {
  challenger: /challeng|writer|question/i,
  verifier: /verif|quality|check/i,
  main: /main|advice|director|agent/i,
} as const;

/** The first prompt whose name matches. */
export function promptPath(files: ReadFiles, name: RegExp): string | undefined {
  return [...files.keys()].find((path) => /^prompts\/.*\.md$/.test(path) && name.test(path));
}

/** Adds a paragraph at the end of the section whose heading matches, or of the whole prompt. */
export function addParagraph(
  files: ReadFiles,
  name: RegExp,
  section: RegExp,
  text: string,
): Change | undefined {
  const path = promptPath(files, name);
  const before = path === undefined ? undefined : files.get(path);
  if (path === undefined || before === undefined) return undefined;
  const lines = before.trimEnd().split("\n");
  const heading = lines.findIndex((line) => /^#{1,6}\s/.test(line) && section.test(line));
  const next = lines.findIndex((line, at) => at > heading && /^#{1,6}\s/.test(line));
  const end = heading < 0 || next < 0 ? lines.length : next;
  const head = lines.slice(0, end).join("\n").trimEnd();
  const tail = lines.slice(end).join("\n");
  return { path, before, after: `${head}\n\n${text}\n${tail === "" ? "" : `\n${tail}\n`}` };
}
