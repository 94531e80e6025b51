import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { sha256 } from "../../foundation/digest.js";
import { UsageError } from "../../foundation/errors.js";
import type { Document } from "./document.js";
import { errorCode, type FolderListing, listFolder } from "./list-folder.js";
import { Notices } from "./notices.js";
import { documentOf, type ReadDocument, readDocument } from "./read-document.js";
import { largestFile, readableTypes, readerOf } from "./readers/formats.js";
import { wordsOf } from "./words.js";

export interface Corpus {
  /** In order of their paths inside the folder (by character code), so the same on every machine. */
  readonly documents: readonly Document[];
  /** What was left out and why, one sentence each, in the same order; file types last. */
  readonly notices: readonly string[];
}

export interface CorpusOptions {
  /** Shorter texts are left out. */
  readonly minWords: number;
}

/**
 * Loads the files under a folder as documents: plain text, JSON lines, PDF, HTML, LaTeX. What cannot serve (empty,
 * binary, not UTF-8, too short, unreadable, or with the words of an earlier one whatever their names, titles and line
 * breaks) is left out with a notice each; what may have been read badly is used, with a notice.
 * @throws UsageError when the folder is missing or holds no usable document.
 */
export async function loadFolder(folder: string, options: CorpusOptions): Promise<Corpus> {
  const documents: Document[] = [];
  const notices = await eachDocument(folder, options, (document) => documents.push(document));
  return { documents, notices };
}

/**
 * Reads the documents that loadFolder loads and hands them over one by one, in its order; returns its notices.
 * @throws UsageError as loadFolder does.
 */
export async function eachDocument(
  folder: string,
  options: CorpusOptions,
  take: (document: Document) => void,
): Promise<readonly string[]> {
  const { inside, listing } = await opened(folder);
  const told = new Notices();
  for (const [path, code] of listing.unreadable) told.leaveOut(path, `cannot be read (${code})`);

  const firstWith = new Map<string, string>();
  for (const path of listing.texts) {
    for await (const { source, read, warning } of documentsIn(inside, path, options.minWords)) {
      if ("problem" in read) {
        told.leaveOut(source, read.problem);
        continue;
      }
      const words = wordsHash(read.document.text);
      const equal = firstWith.get(words);
      if (equal === undefined) {
        firstWith.set(words, source);
        if (warning !== undefined) told.warn(source, warning);
        take(read.document);
      } else told.leaveOut(source, `has the same text as ${equal}`);
    }
  }
  const notices = told.all(listing);
  if (firstWith.size === 0) throw new UsageError(nothingUsable(folder, notices));
  return notices;
}

interface Read {
  readonly source: string;
  readonly read: ReadDocument;
  readonly warning?: string | undefined;
}

async function* documentsIn(folder: string, path: string, minWords: number): AsyncGenerator<Read> {
  const file = join(folder, path);
  const reader = readerOf(path);
  try {
    const largest = largestFile(path);
    if ((await stat(file)).size > largest * 2 ** 20) {
      yield { source: path, read: { problem: `is larger than ${largest} MiB; divide it` } };
      return;
    }
    if (reader === null) {
      yield { source: path, read: readDocument(await readFile(file), path, minWords) };
      return;
    }
    for await (const found of reader(file, path)) {
      const { source } = found;
      if ("problem" in found) yield { source, read: found };
      else yield { source, read: documentOf(found, minWords), warning: found.warning };
    }
  } catch (error) {
    yield { source: path, read: { problem: `cannot be read (${errorCode(error)})` } };
  }
}

function wordsHash(text: string): string {
  return sha256(wordsOf(text).join(" ").toLowerCase());
}

/** The files of a folder, or the one file with many documents that stands in its place. */
async function opened(path: string): Promise<{ readonly inside: string; readonly listing: FolderListing }> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return { inside: path, listing: await listFolder(path) };
  if (found?.isFile() && readerOf(path) !== null) {
    const listing = {
      texts: [basename(path)],
      descriptions: [],
      others: [],
      unreadable: new Map<string, string>(),
    };
    return { inside: dirname(path), listing };
  }
  const trouble = found === null ? "does not exist" : "is a file, not a folder";
  throw new UsageError(
    `corpus folder ${path} ${trouble}; name a folder of documents (${readableTypes}), or a file of JSON lines`,
  );
}

const noticesShown = 10;

function nothingUsable(folder: string, notices: readonly string[]): string {
  if (notices.length === 0)
    return `corpus folder ${folder} is empty; put documents into it (${readableTypes})`;
  const shown = notices.slice(0, noticesShown).map((notice) => `  ${notice}`);
  const more = notices.length - shown.length;
  if (more > 0) shown.push(`  and ${more} more`);
  return `corpus folder ${folder} has no usable document (${readableTypes}). Found:\n${shown.join("\n")}`;
}
