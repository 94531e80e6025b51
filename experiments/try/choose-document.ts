import { UsageError } from "../../foundation/errors.js";
import type { Document, Split } from "../../inner/corpus/document.js";
import type { Splits } from "../../inner/corpus/split.js";

/** The document of a trial, and where it stands in the experiment; `split` is null for one in no split. */
export interface ChosenDocument {
  readonly document: Document;
  readonly split: Split | null;
  /** Within its split. */
  readonly position: number;
}

const fewestCharacters = 4;
const mostListed = 5;

/**
 * The document that is meant by its id or the first digits of it, its file, or the beginning of its title; the first
 * validation document when none is named. @throws UsageError when no document is meant, or several are.
 */
export function chooseDocument(
  wanted: string | undefined,
  documents: readonly Document[],
  splits: Splits,
): ChosenDocument {
  const [first] = splits.validation;
  if (wanted === undefined && first !== undefined) return placed(first, splits);
  const text = (wanted ?? "").trim().toLowerCase();
  const ways: readonly ((document: Document) => boolean)[] = [
    ({ id, source, title }) => [id, source, title].some((name) => name.toLowerCase() === text),
    ({ source }) => source.toLowerCase().endsWith(`/${text}`),
    ({ id }) => text.length >= fewestCharacters && id.startsWith(text),
    ({ title }) => text.length > 0 && title.toLowerCase().startsWith(text),
  ];
  for (const isMeant of ways) {
    const meant = documents.filter(isMeant);
    const [only] = meant;
    if (only !== undefined && meant.length === 1) return placed(only, splits);
    if (meant.length > 1) throw several(wanted ?? "", meant);
  }
  throw new UsageError(
    `--document: no usable document of the corpus has the id, the file name or the beginning of a title ${JSON.stringify(wanted)}; ` +
      `there are ${documents.length}, such as ${listed(documents.slice(0, 2))}.`,
  );
}

function several(wanted: string, meant: readonly Document[]): UsageError {
  const shown = listed(meant.slice(0, mostListed));
  const more = meant.length > mostListed ? ` and ${meant.length - mostListed} more` : "";
  return new UsageError(
    `--document: ${JSON.stringify(wanted)} could be ${shown}${more}; give the file name.`,
  );
}

const listed = (documents: readonly Document[]) =>
  documents.map(({ source, title }) => `${source} ("${title}")`).join(", ");

function placed(document: Document, splits: Splits): ChosenDocument {
  for (const split of ["train", "validation", "test"] as const) {
    const position = splits[split].findIndex(({ id }) => id === document.id);
    if (position !== -1) return { document, split, position };
  }
  return { document, split: null, position: 0 };
}
