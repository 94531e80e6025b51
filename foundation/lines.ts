import { UsageError } from "./errors.js";

/** One line of a file. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its line end. */
  readonly text: string;
  /** False for a last line without a newline. */
  readonly ended: boolean;
}

/** Bytes of the longest line; a text of JavaScript cannot be much longer. */
const longest = 2 ** 28;
const newline = 10;

/**
 * The lines of a stream of bytes, which end at newlines and nowhere else; UTF-8. Holds one line at a time.
 * @throws UsageError when a line is longer than 256 MB.
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 1;
  let begun: Buffer[] = [];
  let begunBytes = 0;
  const take = (end: Buffer, ended: boolean): Line => {
    const text = Buffer.concat([...begun, end]).toString("utf8");
    [begun, begunBytes] = [[], 0];
    return { number: number++, text, ended };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      yield take(chunk.subarray(start, end), true);
      start = end + 1;
    }
    begun.push(chunk.subarray(start));
    begunBytes += chunk.length - start;
    if (begunBytes > longest) throw new UsageError(`line ${number} is longer than 256 MB: no line should be`);
  }
  if (begunBytes > 0) yield take(Buffer.alloc(0), false);
}
