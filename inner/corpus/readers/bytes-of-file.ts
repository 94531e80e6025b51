import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

/** Bytes of a file as they are read; of a compressed one what they stand for. */
export type Unpacking = "plain" | "gzip" | "zstd";

/** Packed bytes that are unpacked at a time: of one a hostile file makes a thousand, with zstd half a million. */
const gzipPiece = 16 * 2 ** 10;
const zstdPiece = 256;

/**
 * The content of a file in pieces, 128 MiB at the very most. Rejects with the file system's error, or with an Error
 * when the packing is broken; what stands before the break comes first.
 */
export async function* bytesOf(path: string, unpacking: Unpacking): AsyncGenerator<Buffer> {
  const file: AsyncIterable<Buffer> = createReadStream(path);
  if (unpacking === "plain") yield* file;
  else if (unpacking === "gzip") yield* gunzipped(file);
  else yield* unpackedZstd(file);
}

async function* gunzipped(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = createGunzip();
  let unpacked: Buffer[] = [];
  let broken: Error | undefined;
  let isOver = false;
  let go = () => {};
  const end = (error?: Error) => {
    broken = error;
    isOver = true;
    go();
  };
  stream.on("data", (chunk: Buffer) => unpacked.push(chunk));
  stream.once("error", end).once("end", end);
  const step = async (push: (done: () => void) => void) => {
    await new Promise<void>((done) => {
      go = done;
      if (isOver) done();
      else push(done);
    });
    const chunks = unpacked;
    unpacked = [];
    return chunks;
  };
  for await (const piece of piecesOf(file, gzipPiece)) {
    yield* await step((done) => stream.write(piece, () => done()));
    if (isOver) break; // zeros behind the end are padding
  }
  yield* await step(() => stream.end());
  if (broken !== undefined) throw broken;
}

async function* unpackedZstd(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { Decompress } = await import("fzstd");
  let unpacked: Buffer[] = [];
  const stream = new Decompress((chunk) => unpacked.push(Buffer.from(chunk)));
  let isFirst = true;
  for await (const piece of piecesOf(file, zstdPiece)) {
    if (isFirst) requireSmallWindow(piece);
    isFirst = false;
    yield* unpackedBy(() => stream.push(piece));
  }
  if (!isFirst) yield* unpackedBy(() => stream.push(new Uint8Array(), true));

  function* unpackedBy(push: () => void): Generator<Buffer> {
    let broken: unknown;
    try {
      push();
    } catch (error) {
      broken = error;
    }
    const chunks = unpacked;
    unpacked = [];
    yield* chunks;
    if (broken !== undefined) throw broken;
  }
}

async function* piecesOf(file: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  for await (const chunk of file) {
    for (let from = 0; from < chunk.length; from += length) yield chunk.subarray(from, from + length);
  }
}

/** Unpacking takes the memory of the window, and for every block the time to move it. In MiB, as the zstd program has it. */
const largestWindow = 128;

/** @throws Error when the frame whose beginning this is (RFC 8878, 3.1.1.1) refers further back than that. */
function requireSmallWindow(frame: Buffer): void {
  const isFrame = frame.length > 6 && frame.readUInt32LE(0) === 0xfd2fb528;
  if (!isFrame || ((frame[4] ?? 0) & 0x20) !== 0) return;
  const descriptor = frame[5] ?? 0;
  const window = 2 ** (descriptor >> 3) * (1 + (descriptor & 7) / 8); // in KiB
  if (window <= largestWindow * 1024) return;
  throw new Error(
    `its window is ${Math.round(window / 1024)} MiB, more than ${largestWindow}: pack it without --long`,
  );
}
