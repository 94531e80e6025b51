import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Connection, closeWriter, openForReading, openForWriting } from "./connection.js";
import { migrate } from "./migrate.js";

/**
 * Opens a copy of a history to read, for one that must be changed before it can be read (a crash left it with its
 * WAL, or it has an older format) and lies where nothing may be written. The copy is gone when it is closed.
 * @throws UsageError as openForReading does; Error when there is no room for the copy.
 */
export function readableCopy(path: string): Connection {
  const folder = mkdtempSync(join(tmpdir(), "autodata-history-"));
  try {
    const copy = join(folder, "history.sqlite");
    for (const part of ["", "-wal", "-journal"]) {
      if (existsSync(path + part)) copyFileSync(path + part, copy + part);
    }
    const writing = openForWriting(copy);
    try {
      migrate(writing);
    } finally {
      closeWriter(writing);
    }
    return openForReading(copy);
  } finally {
    rmSync(folder, { recursive: true }); // an open file stays readable without its name
  }
}
