import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { git } from "../population/candidates/git.js";
import { openRaw } from "../population/history/raw-database.js";

/** All that a run folder holds: the bytes of every file, and what is packed in them: texts of the history, git's objects. */
export async function storedTexts(run: string): Promise<string[]> {
  const objects = ["cat-file", "--batch-all-objects", "--batch"];
  return [
    ...rawFiles(run),
    ...historyTexts(join(run, "history.sqlite")),
    await git(join(run, "population.git"), objects),
  ];
}

function rawFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
}

function historyTexts(path: string): string[] {
  const raw = openRaw(path);
  const tables = raw.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  const rows = tables.flatMap((table) =>
    raw.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all(),
  );
  raw.close();
  return rows.map((row) =>
    Object.values(row)
      .map((value) => (Buffer.isBuffer(value) ? unpacked(value, row["encoding"] === "deflate") : value))
      .join("\n"),
  );
}

/** Hashes are no text, and stay bytes. */
function unpacked(value: Buffer, deflated: boolean): string {
  return deflated && value.length !== 32 ? inflateRawSync(value).toString("utf8") : value.toString("latin1");
}
