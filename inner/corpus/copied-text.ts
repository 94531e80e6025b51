import type { Document } from "./document.js";
import { ShingleTable, separator, wordHash } from "./shingle-table.js";
import { wordsOf } from "./words.js";

/** This many consecutive words of a document in a harness edit count as copied. */
export const copiedRunWords = 12;

export interface CopiedPassage {
  /** Title of the document. */
  readonly document: string;
  /** The whole shared run as the edit writes it, words separated by single spaces. */
  readonly words: string;
}

/** Recognises text of the corpus. Case, punctuation, line breaks and invisible characters do not hide it. */
export interface CopiedText {
  /** The first run of at least 12 consecutive words that a document holds too; null when there is none. */
  copiedPassage(text: string): CopiedPassage | null;
}

/** Indexes titles and texts of all documents: 12 to 20 bytes per word of the corpus. */
export function indexCopiedText(documents: readonly Document[]): CopiedText {
  const hashed = documents.map((document) => hashesOf(wordsOf(`${document.title}\n${document.text}`)));
  const { words, starts } = joined(hashed);
  const table = new ShingleTable(words, copiedRunWords);

  const titleAt = (position: number) => documents[starts.findLastIndex((start) => start <= position)]?.title;

  function copiedPassage(text: string): CopiedPassage | null {
    const found = wordsOf(text);
    const hashes = hashesOf(found);
    for (let at = 0; at + copiedRunWords <= hashes.length; at++) {
      const position = table.find(hashes, at);
      if (position === -1) continue;
      const length = sharedLength(words, position, hashes, at);
      return { document: titleAt(position) ?? "", words: found.slice(at, at + length).join(" ") };
    }
    return null;
  }
  return { copiedPassage };
}

function hashesOf(words: readonly string[]): Uint32Array {
  return Uint32Array.from(words, (word) => wordHash(word.toLowerCase()));
}

/** All documents in one array, each followed by a separator, with the offsets where they start. */
function joined(hashed: readonly Uint32Array[]): { words: Uint32Array; starts: number[] } {
  const words = new Uint32Array(hashed.reduce((sum, hashes) => sum + hashes.length + 1, 0));
  const starts: number[] = [];
  let end = 0;
  for (const hashes of hashed) {
    starts.push(end);
    words.set(hashes, end);
    end += hashes.length;
    words[end] = separator;
    end += 1;
  }
  return { words, starts };
}

function sharedLength(a: Uint32Array, aAt: number, b: Uint32Array, bAt: number): number {
  let length = 0;
  while (bAt + length < b.length && a[aAt + length] === b[bAt + length]) length += 1;
  return length;
}
