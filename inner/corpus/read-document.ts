import { sha256 } from "../../foundation/digest.js";
import { asDocumentId } from "../../foundation/ids.js";
import type { Document } from "./document.js";
import { normaliseText } from "./normalise.js";
import type { FoundText } from "./readers/reader.js";
import { splitTitle } from "./title.js";
import { countWords } from "./words.js";

/** A file's document, or why it is none, as the end of a sentence that begins with the file's name. */
export type ReadDocument = { readonly document: Document } | { readonly problem: string };

/** Turns a file's bytes into a document of at least `minWords` words. Pure. */
export function readDocument(bytes: Uint8Array, source: string, minWords: number): ReadDocument {
  const decoded = decode(bytes);
  if ("problem" in decoded) return decoded;
  return documentOf({ text: decoded.text, title: null, source }, minWords);
}

/** A document from a text that was found somewhere, with its title on the first line where none is given. Pure. */
export function documentOf({ text, title: given, source }: FoundText, minWords: number): ReadDocument {
  const whole = normaliseText(text);
  if (whole === "") return { problem: "is empty" };
  const { title, body } =
    given === null
      ? splitTitle(whole, source)
      : { title: shortened(normaliseText(given).replace(/\s+/g, " ")), body: whole };
  const words = countWords(body);
  if (words < minWords) return { problem: `has ${plural(words, "word")}, fewer than ${minWords}` };
  const contentHash = sha256(body);
  const id = asDocumentId(contentHash.slice(0, 16));
  return { document: { id, title, text: body, contentHash, source, words } };
}

/** Models are shown titles whole, and what is longer than this is none. In characters. */
const longestTitle = 1000;

const shortened = (title: string) =>
  title.length > longestTitle
    ? `${title.slice(0, longestTitle).replace(/\p{Surrogate}$|\s+$/u, "")}…`
    : title;

function decode(bytes: Uint8Array): { readonly text: string } | { readonly problem: string } {
  if (startsAsUtf16(bytes)) return { problem: "is UTF-16 text; save it as UTF-8" };
  if (looksBinary(bytes)) return { problem: "is binary, not text" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { problem: "is not UTF-8 text; save it as UTF-8" };
  }
}

function startsAsUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** A NUL, or more than one control character in a thousand bytes; converters leave a stray one now and then. */
function looksBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes) {
    if (byte === 0) return true;
    if ((byte < 0x20 && (byte < 0x09 || byte > 0x0d)) || byte === 0x7f) controls += 1;
  }
  return controls * 1000 > bytes.length;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
