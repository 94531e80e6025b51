import { jsonlReader } from "./jsonl.js";
import type { Reader } from "./reader.js";
import { inThread } from "./reading-thread.js";

/** Readers by the end of a file's name; plain text needs none. */
const formats: readonly (readonly [RegExp, Reader])[] = [
  [/\.(?:jsonl|ndjson)$/i, jsonlReader("plain")],
  [/\.(?:jsonl|ndjson)\.gz$/i, jsonlReader("gzip")],
  [/\.(?:jsonl|ndjson)\.zst$/i, jsonlReader("zstd")],
  [/\.pdf$/i, inThread("pdf")],
  [/\.html?$/i, inThread("html")],
  [/\.tex$/i, inThread("latex")],
];

const plain = /\.(?:txt|md)$/i;

/** What a folder of documents may hold, for messages. */
export const readableTypes = ".txt, .md, .jsonl (also .gz, .zst), .pdf, .html or .tex";

export const isPlainText = (path: string): boolean => plain.test(path);

/** The reader of a file that is no plain text; null when nobody reads it. */
export function readerOf(path: string): Reader | null {
  return formats.find(([end]) => end.test(path))?.[1] ?? null;
}

/** A larger file is not read, so that memory stays small; files of many documents are read line by line. In MiB. */
export function largestFile(path: string): number {
  if (/\.(?:jsonl|ndjson)(?:\.\w+)?$/i.test(path)) return Number.POSITIVE_INFINITY;
  return /\.pdf$/i.test(path) ? 256 : 64;
}

export const isReadable = (path: string): boolean => isPlainText(path) || readerOf(path) !== null;
