import type { Document } from "./document.js";
import { wordsOf } from "./words.js";

/** So many names and numbers of one document, each found in no other, are no coincidence. */
export const telltaleEntities = 3;

/** Recognises what only one document of the corpus is about, also where its words were changed. */
export interface RareEntities {
  /** Names and numbers in the text that one document has and no other; the most of any document. */
  mostOfOneDocument(text: string): number;
  /** Whether the text has an id, a file's name or a whole title of a document. */
  namesDocument(text: string): boolean;
}

const several = -1;
const leastTitleWords = 3;
const leastNameCharacters = 5;

/**
 * Indexes names and numbers that occur in one document only. Names are words that are never written small in the
 * corpus; numbers have at least three digits, or a decimal part.
 */
export function indexRareEntities(documents: readonly Document[]): RareEntities {
  const owners = new Map<string, number>();
  const small = new Set<string>();
  for (const [at, { title, text }] of documents.entries()) {
    for (const word of tokensOf(`${title}\n${text}`)) {
      const folded = word.toLowerCase();
      if (word === folded && !/\d/.test(word)) small.add(word);
      else if (isTelling(word)) owners.set(folded, (owners.get(folded) ?? at) === at ? at : several);
    }
  }
  const rare = new Map([...owners].filter(([word, owner]) => owner !== several && !small.has(word)));
  const ids = new Set(documents.map(({ id }) => id.toLowerCase()));
  const titles = documents.flatMap(({ title, source }) => [title, nameOf(source)]).flatMap(asPhrase);

  return {
    mostOfOneDocument: (text) => {
      const found = new Map<number, Set<string>>();
      for (const word of tokensOf(text).map((one) => one.toLowerCase())) {
        const owner = rare.get(word);
        if (owner !== undefined) found.set(owner, (found.get(owner) ?? new Set()).add(word));
      }
      return Math.max(0, ...[...found.values()].map(({ size }) => size));
    },
    namesDocument: (text) => {
      const phrase = ` ${foldedWords(text)} `;
      const hexadecimal = text.toLowerCase().match(/[0-9a-f]{16,}/g) ?? [];
      return (
        hexadecimal.some((digits) => ids.has(digits.slice(0, 16) as Document["id"])) ||
        titles.some((title) => phrase.includes(title))
      );
    },
  };
}

/** Words, and numbers with their decimal point. */
function tokensOf(text: string): string[] {
  return text.normalize("NFKC").match(/\d+(?:[.,]\d+)*|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
}

function isTelling(word: string): boolean {
  if (/^\d/.test(word)) return /[.,]\d/.test(word) || word.length >= 3;
  return /\p{Lu}/u.test(word) && word.length >= leastNameCharacters;
}

const nameOf = (source: string) => source.replace(/^.*\//, "").replace(/\.\w+$/, "");

function foldedWords(text: string): string {
  return wordsOf(text).join(" ").toLowerCase();
}

/** A title that is long enough to be no phrase of the language, between blanks. */
function asPhrase(title: string): string[] {
  const words = foldedWords(title);
  return words.split(" ").length >= leastTitleWords ? [` ${words} `] : [];
}
