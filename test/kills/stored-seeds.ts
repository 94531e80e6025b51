import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRaw } from "../population/history/raw-database.js";

/**
 * The seeds of all calls in a history that a killed process left. Looks at a copy: opening the file itself would
 * repair it, and that is for the next process of the run to do.
 */
export function storedSeeds(history: string): Set<number> {
  const folder = mkdtempSync(join(tmpdir(), "killed-"));
  const copy = join(folder, "history.sqlite");
  try {
    for (const part of ["", "-wal", "-journal"]) {
      if (existsSync(`${history}${part}`)) copyFileSync(`${history}${part}`, `${copy}${part}`);
    }
    const raw = openRaw(copy);
    try {
      const begun = raw.prepare("SELECT 1 FROM sqlite_master WHERE name = 'call'").get() !== undefined;
      return new Set(begun ? raw.prepare<[], number>("SELECT seed FROM call").pluck().all() : []);
    } finally {
      raw.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
