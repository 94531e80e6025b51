import { deflateRawSync, inflateRawSync } from "node:zlib";

/** A text as it is stored: itself when short, else deflated. */
export interface PackedText {
  readonly encoding: "plain" | "deflate";
  readonly data: string | Buffer;
}

/** Texts below this many characters stay readable in the file; above, deflating saves half or more. */
const longText = 1024;

/** Most texts fit one chunk; node's default of 16 KiB costs more to allocate than to fill. */
const inflating = { chunkSize: 8192 };

export function packText(text: string): PackedText {
  return text.length < longText
    ? { encoding: "plain", data: text }
    : { encoding: "deflate", data: deflated(text) };
}

/**
 * Zlib takes 268 KB for every text unless told that less will do, which costs more than the work itself: a window of
 * the text's own size finds all that a larger one would.
 */
function deflated(text: string): Buffer {
  const bytes = Buffer.from(text);
  const windowBits = Math.min(15, Math.ceil(Math.log2(bytes.length)));
  return deflateRawSync(bytes, { level: 3, windowBits, memLevel: windowBits < 14 ? 6 : 8, chunkSize: 4096 });
}

/** @throws Error when it is not packed in one of the two ways. */
export function unpackText({ encoding, data }: PackedText): string {
  if (encoding === "plain") return String(data);
  if (encoding === "deflate") return inflateRawSync(data, inflating).toString("utf8");
  throw new Error(`there is no encoding ${encoding}`);
}
