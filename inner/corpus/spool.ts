import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import { errorCode } from "./list-folder.js";

/** Where a text lies in a spool, in bytes. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** Texts that would be costly to read out of their files again, in one temporary file that goes with the process. */
export class Spool {
  readonly #folder = withRoom(() => mkdtempSync(join(tmpdir(), "autodata-lab-texts-")));
  readonly #file = withRoom(() => openSync(join(this.#folder, "texts"), "w+"));
  #end = 0;

  /** @throws UsageError when there is no place for a temporary file. */
  constructor() {
    process.once("exit", () => this.#remove());
  }

  /** @throws UsageError when there is no room for it. */
  put(text: string): Place {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length; ) {
      const from = written;
      written += withRoom(() => writeSync(this.#file, bytes, from, bytes.length - from, this.#end + from));
    }
    const place = { offset: this.#end, length: bytes.length };
    this.#end += bytes.length;
    return place;
  }

  /** @throws Error when the file cannot be read any more. */
  read({ offset, length }: Place): string {
    const bytes = Buffer.alloc(length);
    for (let read = 0; read < length; ) {
      const got = readSync(this.#file, bytes, read, length - read, offset + read);
      if (got === 0) throw new Error("the temporary file of the corpus was cut");
      read += got;
    }
    return bytes.toString("utf8");
  }

  #remove(): void {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function withRoom<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw new UsageError(
      `texts cannot be kept in ${tmpdir()} (${errorCode(error)}): set TMPDIR to a folder with room for them`,
    );
  }
}
