import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { UsageError } from "../../foundation/errors.js";

/** What a folder's manifest says of licences. */
export interface KnownLicences {
  /** The manifest; null when there is none beside the documents or above them. */
  readonly manifest: string | null;
  /** The licence of a document by its file's name inside the folder, or by its id; null when it is not said. */
  of(source: string, id: string): string | null;
}

const names = ["manifest.json", "manifest.jsonl", "manifest.csv"];
const nameKeys = ["source", "file", "path", "filename", "name", "id"];
const licenceKeys = ["licence", "license"];

/**
 * Reads the manifest of a folder, or of the folder above it: a list of objects, JSON lines, or CSV with a header.
 * @throws UsageError when it cannot be read.
 */
export function knownLicences(folder: string): KnownLicences {
  const manifest = [folder, dirname(folder)]
    .flatMap((place) => names.map((name) => join(place, name)))
    .find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (manifest === undefined) return { manifest: null, of: () => null };
  const licences = new Map<string, string>();
  for (const row of rowsOf(manifest)) {
    const licence = textAt(row, licenceKeys);
    if (licence === null) continue;
    for (const key of nameKeys) {
      const name = textAt(row, [key]);
      if (name !== null) licences.set(stem(name), licence);
    }
  }
  const of = (source: string, id: string) =>
    licences.get(stem(source)) ?? licences.get(id) ?? licences.get(stem(source.replace(/#\d+$/, ""))) ?? null;
  return { manifest, of };
}

/** The name of a file without folders and ending; manifests differ in how much of both they write. */
const stem = (name: string) => basename(name).replace(/\.\w{1,5}$/, "");

function textAt(row: Readonly<Record<string, unknown>>, keys: readonly string[]): string | null {
  const found = keys.map((key) => row[key]).find((value) => typeof value === "string" && value.trim() !== "");
  return typeof found === "string" ? found.trim() : null;
}

type Row = Readonly<Record<string, unknown>>;

/** Rows that are no objects say nothing. */
function rowsOf(path: string): Row[] {
  return valuesIn(path).filter((row): row is Row => typeof row === "object" && row !== null);
}

function valuesIn(path: string): unknown[] {
  try {
    const text = readFileSync(path, "utf8");
    if (path.endsWith(".csv")) return parse(text, { columns: true, skip_empty_lines: true, bom: true });
    if (path.endsWith(".jsonl"))
      return text
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => JSON.parse(line));
    const value: unknown = JSON.parse(text);
    const rows = Array.isArray(value) ? value : (value as { documents?: unknown }).documents;
    return Array.isArray(rows) ? rows : [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be read (${why}): mend it, or move it elsewhere`);
  }
}
