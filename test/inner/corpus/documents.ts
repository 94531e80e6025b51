import type { Document } from "../../../inner/corpus/document.js";
import { readDocument } from "../../../inner/corpus/read-document.js";

/** A document with this text, as if it had been read from `title`.txt. */
export function documentOf(text: string, title = "A Title"): Document {
  const read = readDocument(Buffer.from(`${title}\n\n${text}`), `${title}.txt`, 0);
  if ("problem" in read) throw new Error(`no document: the text ${read.problem}`);
  return read.document;
}

/** `count` words that occur in no other call with another prefix. */
export function numberedWords(prefix: string, count: number): string {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`).join(" ");
}
