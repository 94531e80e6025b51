import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

/** Bytes of a file as they are read; of a compressed one what they stand for. */
export type Unpacking = "plain" | "gzip" | "zstd";

/** A longer line is no document: it is cut here and reported, so that memory stays small. In bytes. */
export const longestLine = 64 * 2 ** 20;

/**
 * The lines of a UTF-8 file without their ends, in a memory of one line. Rejects with the file system's error, or with
 * an Error when the packing is broken; lines before the break come first.
 */
export async function* linesOfFile(path: string, unpacking: Unpacking): AsyncGenerator<Uint8Array> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytesOf(path, unpacking)) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      rest.push(chunk.subarray(from, end));
      yield Buffer.concat(rest);
      rest = [];
      length = 0;
      from = end + 1;
    }
    length += chunk.length - from;
    if (length > longestLine) throw new Error(`a line is longer than ${longestLine / 2 ** 20} MiB`);
    rest.push(Buffer.from(chunk.subarray(from)));
  }
  if (length > 0) yield Buffer.concat(rest);
}

async function* bytesOf(path: string, unpacking: Unpacking): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  if (unpacking === "plain") yield* file;
  else if (unpacking === "gzip") yield* gunzipped(file);
  else yield* unpackedZstd(file);
}

async function* gunzipped(file: AsyncIterable<Buffer> & NodeJS.ReadableStream): AsyncGenerator<Buffer> {
  const unpacked = createGunzip();
  file.on("error", (error) => unpacked.destroy(error));
  yield* file.pipe(unpacked);
}

async function* unpackedZstd(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { Decompress } = await import("fzstd");
  let unpacked: Buffer[] = [];
  const stream = new Decompress((chunk) => unpacked.push(Buffer.from(chunk)));
  for await (const chunk of file) {
    stream.push(chunk);
    yield* unpacked;
    unpacked = [];
  }
  stream.push(new Uint8Array(), true);
  yield* unpacked;
}
