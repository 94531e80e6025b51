import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { ToolError } from "./agent-tool.js";

/**
 * The implementer's copy of a harness, in memory. Any path may be written: the guard judges paths, and names the
 * forbidden ones as they were written. Line ends become LF, a leading `./` is dropped.
 */
export class WorkingTree {
  readonly #files: Map<string, string>;

  constructor(parent: HarnessFiles) {
    this.#files = new Map(parent);
  }

  /** The files as they are now, sorted by path. */
  files(): HarnessFiles {
    return new Map([...this.#files].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** @throws ToolError when there is no such file. */
  read(path: string): string {
    const text = this.#files.get(plainPath(path));
    if (text !== undefined) return text;
    throw new ToolError(`there is no file ${path}; there are ${[...this.files().keys()].join(", ")}`);
  }

  write(path: string, content: string): void {
    if (path.trim() === "") throw new ToolError("the path is empty");
    this.#files.set(plainPath(path), plainLines(content));
  }

  /** Replaces the one occurrence of `old`. @throws ToolError when there is none or more than one. */
  edit(path: string, old: string, replacement: string): void {
    const text = this.read(path);
    const sought = plainLines(old);
    if (sought === "") throw new ToolError("old is empty; use write_file to write a whole file");
    const parts = text.split(sought);
    if (parts.length === 1)
      throw new ToolError(`old does not occur in ${path}; read the file and copy it exactly`);
    if (parts.length > 2) {
      throw new ToolError(
        `old occurs ${parts.length - 1} times in ${path}; make it longer, so that it occurs once`,
      );
    }
    this.write(path, parts.join(plainLines(replacement)));
  }

  /** @throws ToolError when there is no such file. */
  delete(path: string): void {
    this.read(path);
    this.#files.delete(plainPath(path));
  }
}

function plainPath(path: string): string {
  return path.replace(/^(?:\.\/)+/, "");
}

function plainLines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
