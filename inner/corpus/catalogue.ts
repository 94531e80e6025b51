import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RunStopped } from "../../foundation/errors.js";
import { showDocument } from "./cut.js";
import type { Document } from "./document.js";
import { errorCode } from "./list-folder.js";
import { type CorpusOptions, eachDocument } from "./load-folder.js";
import { readDocument } from "./read-document.js";
import { isPlainText } from "./readers/formats.js";
import { type Place, Spool } from "./spool.js";

/** A document without its text, which is read from its file whenever it is wanted. */
export interface CataloguedDocument extends Omit<Document, "text"> {
  readonly shownCharacters: number;
  readonly totalCharacters: number;
}

/** The documents of a folder of any size, in a memory of a few hundred bytes each. */
export interface Catalogue {
  /** In order of their paths, as in a Corpus. */
  readonly documents: readonly CataloguedDocument[];
  readonly notices: readonly string[];
  /**
   * Reads a document again: from its file if that is plain text, else as it was found in the beginning.
   * @throws RunStopped when a plain file has another text by now, or cannot be read.
   */
  read(document: CataloguedDocument): Document;
}

export interface CatalogueOptions extends CorpusOptions {
  /** Most characters of a document that models are shown; see showDocument. */
  readonly maxCharacters: number;
}

/** Reads every document of a folder once. @throws UsageError as loadFolder does. */
export async function catalogueFolder(folder: string, options: CatalogueOptions): Promise<Catalogue> {
  const documents: CataloguedDocument[] = [];
  const spooled = new Map<string, Place>();
  let spool: Spool | null = null;
  const notices = await eachDocument(folder, options, (document) => {
    const { shownCharacters, totalCharacters } = showDocument(document, options.maxCharacters);
    const { text: _text, title, ...rest } = document;
    if (!isPlainText(rest.source)) {
      spool ??= new Spool();
      spooled.set(rest.source, spool.put(document.text));
    }
    documents.push({ ...rest, title: ownCopy(title), shownCharacters, totalCharacters });
  });
  return {
    documents,
    notices,
    read: (document) => {
      const place = spooled.get(document.source);
      return place === undefined || spool === null
        ? readAgain(folder, document)
        : spooledDocument(document, spool.read(place));
    },
  };
}

function spooledDocument(document: CataloguedDocument, text: string): Document {
  const { shownCharacters: _shown, totalCharacters: _total, ...rest } = document;
  return { ...rest, text };
}

function readAgain(folder: string, { source, contentHash }: CataloguedDocument): Document {
  const read = readDocument(bytesOf(join(folder, source)), source, 0);
  if ("document" in read && read.document.contentHash === contentHash) return read.document;
  throw new RunStopped(
    `${source} has another text than when this command began: run the same command again, with the new text.`,
    "disk",
  );
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new RunStopped(
      `${path} cannot be read any more (${errorCode(error)}): put it back, or run the same command again without it.`,
      "disk",
    );
  }
}

/** A part of a string keeps all of it in memory; a copy does not. */
function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}
