import { asDocumentId, asSha256 } from "../../../foundation/ids.js";
import type { Split } from "../../../inner/corpus/document.js";
import type { Connection } from "../connection.js";
import type { DocumentEntry, DocumentLog } from "../history.js";
import type { Ledger } from "../ledger.js";
import { type PackedText, unpackText } from "../packed-text.js";
import type { RowOf } from "../row.js";
import { contentWriter } from "./contents.js";

export const documentShape = {
  name: "document",
  columns: [
    "document",
    "title",
    "content_hash",
    "source",
    "words",
    "split",
    "position",
    "shown_characters",
    "total_characters",
  ],
  key: ["document"],
} as const;

interface DocumentRow {
  readonly document: string;
  readonly title: string;
  readonly content_hash: string;
  readonly source: string;
  readonly words: number;
  readonly split: Split | null;
  readonly position: number;
  readonly shown_characters: number;
  readonly total_characters: number;
}

export function documentReader(connection: Connection): Pick<DocumentLog, "all" | "text"> {
  const select = connection.prepare<[], DocumentRow>("SELECT * FROM document ORDER BY id");
  const text = connection.prepare<[Buffer], PackedText>("SELECT encoding, data FROM blob WHERE hash = ?");
  return {
    all: () => select.all().map(entryOf),
    text: (contentHash) => {
      const stored = text.get(Buffer.from(contentHash, "hex"));
      return stored && unpackText(stored);
    },
  };
}

export function documentLog(connection: Connection, ledger: Ledger): DocumentLog {
  const documents = ledger.table(documentShape);
  const content = contentWriter(connection, ledger);
  return {
    ...documentReader(connection),
    append: (entries, texts = []) =>
      ledger.append(() => {
        for (const entry of entries) documents(rowOf(entry));
        for (const text of texts) content(text);
      }),
  };
}

function rowOf({ document, split, position, shownCharacters, totalCharacters }: DocumentEntry) {
  return {
    document: document.id,
    title: document.title,
    content_hash: document.contentHash,
    source: document.source,
    words: document.words,
    split,
    position,
    shown_characters: shownCharacters,
    total_characters: totalCharacters,
  } satisfies RowOf<typeof documentShape>;
}

function entryOf(row: DocumentRow): DocumentEntry {
  return {
    document: {
      id: asDocumentId(row.document),
      title: row.title,
      contentHash: asSha256(row.content_hash),
      source: row.source,
      words: row.words,
    },
    split: row.split,
    position: row.position,
    shownCharacters: row.shown_characters,
    totalCharacters: row.total_characters,
  };
}
