import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { ReportsNotWritten } from "../report-files.js";

const bufferedCharacters = 64 * 1024;

/**
 * A file of JSON values, one to a line, which appears under its name, or replaces an earlier one, only when all of it
 * is written. @throws ReportsNotWritten from every member when the disk refuses.
 */
export class JsonLines {
  readonly #file: number;
  #waiting = "";
  #open = true;

  constructor(private readonly path: string) {
    this.#file = this.#onDisk(() => openSync(this.#part, "w"));
  }

  get #part(): string {
    return `${this.path}.part`;
  }

  write(value: unknown): void {
    this.#waiting += `${JSON.stringify(value)}\n`;
    if (this.#waiting.length > bufferedCharacters) this.#onDisk(() => this.#flush());
  }

  /** Puts the file in its place. */
  finish(): void {
    this.#onDisk(() => {
      this.#flush();
      fsyncSync(this.#file);
      this.#close();
      renameSync(this.#part, this.path);
    });
  }

  /** Leaves the earlier file, if there is one, as it was. */
  abandon(): void {
    this.#close();
    rmSync(this.#part, { force: true });
  }

  #close(): void {
    if (this.#open) closeSync(this.#file);
    this.#open = false;
  }

  #flush(): void {
    const bytes = Buffer.from(this.#waiting);
    for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
    this.#waiting = "";
  }

  #onDisk<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ReportsNotWritten(`${this.path} cannot be written (${why})`);
    }
  }
}
