import type { DocumentId, Sha256 } from "../../foundation/ids.js";

/** One source text. `text` is normalised: LF line ends, no byte-order mark, NFC; the title is not part of it. */
export interface Document {
  readonly id: DocumentId;
  readonly title: string;
  readonly text: string;
  /** SHA-256 of the normalised text; the id is its first 16 digits. */
  readonly contentHash: Sha256;
  /** File name inside the corpus folder. */
  readonly source: string;
  readonly words: number;
}

export const splits = ["train", "validation", "test"] as const;
export type Split = (typeof splits)[number];

/** What a model is shown of a document: all of it, or its beginning up to a section boundary. */
export interface ShownDocument {
  readonly id: DocumentId;
  readonly title: string;
  readonly text: string;
  readonly shownCharacters: number;
  readonly totalCharacters: number;
}
