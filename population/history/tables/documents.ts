import { asDocumentId, asSha256 } from "../../../foundation/ids.js";
import type { Split } from "../../../inner/corpus/document.js";
import type { Connection } from "../connection.js";
import type { DocumentEntry, DocumentLog } from "../history.js";
import type { Ledger } from "../ledger.js";
import type { RowOf } from "../row.js";

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

export function documentReader(connection: Connection): Pick<DocumentLog, "all"> {
  const select = connection.prepare<[], DocumentRow>("SELECT * FROM document ORDER BY id");
  return { all: () => select.all().map(entryOf) };
}

export function documentLog(connection: Connection, ledger: Ledger): DocumentLog {
  const documents = ledger.table(documentShape);
  return {
    ...documentReader(connection),
    append: (entries) =>
      ledger.append(() => {
        for (const entry of entries) documents(rowOf(entry));
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
