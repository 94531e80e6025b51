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
    : { encoding: "deflate", data: deflateRawSync(text, { level: 3 }) };
}

export function unpackText({ encoding, data }: PackedText): string {
  return encoding === "plain" ? String(data) : inflateRawSync(data, inflating).toString("utf8");
}
