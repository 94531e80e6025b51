import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import { type Connection, closeWriter, openForReading, openForWriting } from "./connection.js";
import { migrate } from "./migrate.js";

/**
 * Opens a copy of a history to read, for one that must be changed before it can be read (a crash left it with its
 * WAL, or it has an older format) and lies where nothing may be written. The copy is gone when it is closed.
 * @throws UsageError when it is no history, or there is no room for the copy.
 */
export function readableCopy(path: string): Connection {
  const folder = mkdtempSync(join(tmpdir(), "autodata-history-"));
  try {
    const copy = join(folder, "history.sqlite");
    for (const part of ["", "-wal", "-journal"]) {
      if (!existsSync(path + part)) continue;
      copyFileSync(path + part, copy + part);
      chmodSync(copy + part, 0o600); // a copy has the mode of its original
    }
    bringUpToDate(copy);
    return openForReading(copy); // an open file stays readable without its name
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${path} cannot be read where it lies, nor from a copy in ${tmpdir()} (${why}): copy it to a place that can be written`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bringUpToDate(copy: string): void {
  const connection = openForWriting(copy);
  try {
    migrate(connection);
  } finally {
    closeWriter(connection);
  }
}
