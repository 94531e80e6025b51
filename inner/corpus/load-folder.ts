import { readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { sha256 } from "../../foundation/digest.js";
import { UsageError } from "../../foundation/errors.js";
import type { Document } from "./document.js";
import { errorCode, type FolderListing, listFolder } from "./list-folder.js";
import { readDocument } from "./read-document.js";
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
 * Loads the `.txt` and `.md` files under a folder as documents. Files that cannot serve (empty, binary, not
 * UTF-8, too short, unreadable, or with the words of an earlier file whatever their names, titles and line
 * breaks) are left out with a notice each.
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
  await requireFolder(folder);
  const listing = await listFolder(folder);
  const problems = new Map<string, string>();
  for (const [path, code] of listing.unreadable) problems.set(path, `cannot be read (${code})`);

  const firstWith = new Map<string, string>();
  for (const path of listing.texts) {
    const read = await readFileAsDocument(folder, path, options.minWords);
    if ("problem" in read) {
      problems.set(path, read.problem);
      continue;
    }
    const words = wordsHash(read.document.text);
    const equal = firstWith.get(words);
    if (equal === undefined) {
      firstWith.set(words, path);
      take(read.document);
    } else problems.set(path, `has the same text as ${equal}`);
  }
  const notices = noticesOf(problems, listing);
  if (firstWith.size === 0) throw new UsageError(nothingUsable(folder, notices));
  return notices;
}

async function readFileAsDocument(folder: string, path: string, minWords: number) {
  try {
    return readDocument(await readFile(join(folder, path)), path, minWords);
  } catch (error) {
    return { problem: `cannot be read (${errorCode(error)})` };
  }
}

function wordsHash(text: string): string {
  return sha256(wordsOf(text).join(" ").toLowerCase());
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory()) return;
  const trouble = found === null ? "does not exist" : "is a file, not a folder";
  throw new UsageError(`corpus folder ${folder} ${trouble}; name a folder of .txt or .md files`);
}

function noticesOf(problems: ReadonlyMap<string, string>, listing: FolderListing): string[] {
  const paths = [...problems.keys()].sort();
  const notices = paths.map((path) => `${path} ${problems.get(path)}; left out`);
  if (listing.descriptions.length > 0) {
    notices.push(`${listing.descriptions.join(", ")}: about the folder, not a document; left out`);
  }
  if (listing.others.length > 0) notices.push(`${typeCounts(listing.others)}: not .txt or .md; left out`);
  return notices;
}

/** Such as "3 files (.pdf 2, .csv 1)". */
function typeCounts(paths: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const type = extname(path).toLowerCase() || "no extension";
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const parts = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const files = paths.length === 1 ? "1 file" : `${paths.length} files`;
  return `${files} (${parts.map(([type, count]) => `${type} ${count}`).join(", ")})`;
}

const noticesShown = 10;

function nothingUsable(folder: string, notices: readonly string[]): string {
  if (notices.length === 0) return `corpus folder ${folder} is empty; put .txt or .md files into it`;
  const shown = notices.slice(0, noticesShown).map((notice) => `  ${notice}`);
  const more = notices.length - shown.length;
  if (more > 0) shown.push(`  and ${more} more`);
  return `corpus folder ${folder} has no usable .txt or .md document. Found:\n${shown.join("\n")}`;
}
