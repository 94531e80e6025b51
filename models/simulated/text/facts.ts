import { textHash } from "../hashing.js";
import { type Term, termsOf, wordCount } from "./terms.js";

/** One statement of a text and what can be said about it without knowing where it stands. */
export interface Fact {
  readonly text: string;
  readonly hash: number;
  readonly words: number;
  /** Distinct content terms in order of appearance. */
  readonly terms: readonly Term[];
  readonly stems: ReadonlySet<string>;
  readonly hasDigit: boolean;
}

export function factOf(text: string): Fact {
  const terms = termsOf(text);
  return {
    text,
    hash: textHash(text),
    words: wordCount(text),
    terms,
    stems: new Set(terms.map((term) => term.stem)),
    hasDigit: /\d/.test(text),
  };
}
