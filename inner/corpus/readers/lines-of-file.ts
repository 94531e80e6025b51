import { bytesOf, type Unpacking } from "./bytes-of-file.js";

/** A longer line is no document: it is passed over, so that memory stays small. In bytes. */
export const longestLine = 64 * 2 ** 20;

/** One line of a file. */
export interface Line {
  /** From 1; empty lines count. */
  readonly number: number;
  /** Without the line's end; null when it is longer than `longestLine`. */
  readonly bytes: Uint8Array | null;
}

/**
 * The lines of a file that are not empty, in a memory of one line. Rejects with the file system's error, or with an
 * Error when the packing is broken; lines before the break come first.
 */
export async function* linesOfFile(path: string, unpacking: Unpacking): AsyncGenerator<Line> {
  let number = 1;
  const line = new OpenLine();
  for await (const chunk of bytesOf(path, unpacking)) {
    let from = 0;
    for (let end = nextEnd(chunk, 0); end !== -1; end = nextEnd(chunk, from)) {
      if (end > from) line.add(chunk.subarray(from, end));
      if (line.length > 0) yield { number, bytes: line.take() };
      number += 1;
      from = end + 1;
    }
    line.add(chunk.subarray(from));
  }
  if (line.length > 0) yield { number, bytes: line.take() };
}

/** Of empty lines there may be millions, and looking at one byte is faster than to call. */
const nextEnd = (chunk: Buffer, from: number) => (chunk[from] === 10 ? from : chunk.indexOf(10, from));

/** The parts of a line so far; of one that is too long, its length alone. */
class OpenLine {
  length = 0;
  #parts: Buffer[] = [];

  add(part: Buffer): void {
    this.length += part.length;
    if (this.length > longestLine) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  /** Ends the line. */
  take(): Buffer | null {
    const whole = this.length > longestLine ? null : Buffer.concat(this.#parts);
    this.length = 0;
    this.#parts = [];
    return whole;
  }
}
