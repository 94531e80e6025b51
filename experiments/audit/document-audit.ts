import { showDocument } from "../../inner/corpus/cut.js";
import { type Split, splits as splitNames } from "../../inner/corpus/document.js";
import { drawSplits } from "../../inner/corpus/split.js";
import { countWords } from "../../inner/corpus/words.js";
import { ContentBroken } from "../../population/history/evidence.js";
import { type DocumentRow, documentOf, type LoggedRun } from "./logged-run.js";
import type { Tally } from "./tally.js";

/** Audits the documents: that texts are those of their hashes, measures those of the texts, splits those of the seed. */
export function auditDocuments(run: LoggedRun, tally: Tally): void {
  const { definition, documentRows, evidence } = run;
  const places = drawnPlaces(run, tally);
  const missing: string[] = [];
  for (const row of documentRows) {
    const place = `document ${row.id} (${row.source})`;
    const drawn = places.get(String(row.document)) ?? { split: null, position: 0 };
    tally.compare("draws", place, { split: row.split, position: row.position }, drawn);
    try {
      const text = evidence.content(Buffer.from(String(row.content_hash), "hex"));
      compareText(tally, place, row, text, drawn.split === null ? null : definition.corpus.maxCharacters);
    } catch (error) {
      if (!(error instanceof ContentBroken)) throw error;
      if (error.message.endsWith("is missing")) missing.push(place);
      else tally.mismatch("documents", place, error.message);
    }
  }
  if (missing.length > 0 && missing.length === documentRows.length) {
    tally.note(
      "the history was begun without the texts of its documents: what models were shown was not checked",
    );
    return;
  }
  for (const place of missing) {
    tally.mismatch("documents", place, "the history holds no text with its content_hash");
  }
}

function drawnPlaces(run: LoggedRun, tally: Tally): Map<string, { split: Split; position: number }> {
  const { definition, documentRows, streams } = run;
  const places = new Map<string, { split: Split; position: number }>();
  try {
    const documents = documentRows.map((row) => documentOf(row, ""));
    const drawn = drawSplits(documents, definition.splits, streams.fork("splits"));
    for (const split of splitNames) {
      for (const [position, { id }] of drawn[split].entries()) places.set(id, { split, position });
    }
  } catch (error) {
    tally.broken("draws", "document", error);
  }
  return places;
}

function compareText(
  tally: Tally,
  place: string,
  row: DocumentRow,
  text: string,
  maxCharacters: number | null,
): void {
  const document = documentOf(row, text);
  const shown = maxCharacters === null ? 0 : showDocument(document, maxCharacters).shownCharacters;
  const stored = {
    document: row.document,
    words: row.words,
    shown_characters: row.shown_characters,
    total_characters: row.total_characters,
  };
  tally.compare("documents", place, stored, {
    document: String(row.content_hash).slice(0, 16),
    words: countWords(text),
    shown_characters: shown,
    total_characters: text.length,
  });
}
