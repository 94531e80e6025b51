import Database from "better-sqlite3";
import { UsageError } from "../../foundation/errors.js";

/** The one door to SQLite. Rows read through it are trusted: only this folder writes them, and the chain tells. */
export type Connection = Database.Database;

/** Marks our files in the SQLite header: the bytes of "adlb". */
export const applicationId = 0x61646c62;

/**
 * Opens the file with the right to change it; creates it when missing and changes nothing else.
 * @throws UsageError when the path cannot be opened or is not a history.
 */
export function openForWriting(path: string): Connection {
  const connection = open(path, {});
  checked(connection, path, () => identify(connection, path));
  return connection;
}

/** Makes commits durable (WAL, synchronous=FULL); for the one writer, once it holds the lock. */
export function makeDurable(connection: Connection): void {
  connection.pragma("journal_mode = WAL");
  connection.pragma("synchronous = FULL");
  connection.pragma("wal_autocheckpoint = 4000");
  connection.pragma("journal_size_limit = 67108864");
}

/**
 * Opens the file without the right to change it, also while a run writes it.
 * @throws UsageError when there is no history at this path.
 */
export function openForReading(path: string): Connection {
  const connection = open(path, { readonly: true, fileMustExist: true });
  checked(connection, path, () => {
    rollBackAfterCrash(connection, path);
    if (identify(connection, path) === "empty") {
      throw new UsageError(`${path} holds no history yet: start its run again`);
    }
  });
  return connection;
}

/** Whether the file is a database without anything in it; false for all else, also for what is no database. */
export function isEmptyDatabase(path: string): boolean {
  let connection: Connection | null = null;
  try {
    connection = open(path, { readonly: true, fileMustExist: true });
    rollBackAfterCrash(connection, path);
    return identify(connection, path) === "empty";
  } catch (error) {
    if (error instanceof UsageError || error instanceof Database.SqliteError) return false;
    throw error;
  } finally {
    connection?.close();
  }
}

/**
 * Holds the file locked until the connection is closed or its process ends, however it ends; creates it when
 * missing. Null when another connection, of this process or another, holds it.
 * @throws UsageError when the file cannot be opened or locked.
 */
export function lockedFile(path: string): Connection | null {
  const connection = open(path, { timeout: lockPatienceMs });
  try {
    connection.exec("BEGIN EXCLUSIVE");
    return connection;
  } catch (error) {
    connection.close();
    if (hasCode(error, "SQLITE_BUSY")) return null;
    throw new UsageError(`cannot lock ${path} (${messageOf(error)}): remove it, or make it writable`);
  }
}

/** Two that lock at the same moment hinder each other for an instant: with patience exactly one succeeds. */
const lockPatienceMs = 500;

/**
 * Closes the writer's connection and, unless a reader has the file open, leaves it without its WAL: one file that
 * can also be read from a folder where nothing may be written.
 */
export function closeWriter(connection: Connection): void {
  try {
    connection.pragma("busy_timeout = 0");
    connection.pragma("journal_mode = DELETE");
  } catch (error) {
    if (!hasCode(error, "SQLITE_BUSY")) throw error;
  } finally {
    connection.close();
  }
}

/** Whether a write failed for what was to be written, and not for the disk or the state of the database. */
export function isFaultOfContent(error: unknown): boolean {
  return !(error instanceof Database.SqliteError) || hasCode(error, ...contentFaults);
}

const contentFaults = [
  "SQLITE_TOOBIG",
  "SQLITE_MISMATCH",
  "SQLITE_CONSTRAINT_CHECK",
  "SQLITE_CONSTRAINT_NOTNULL",
];

const hasCode = (error: unknown, ...codes: string[]) =>
  error instanceof Database.SqliteError && codes.includes(error.code);

/** A crash while the file changed between WAL and none leaves what only a connection that may write can undo. */
function rollBackAfterCrash(connection: Connection, path: string): void {
  try {
    connection.pragma("schema_version");
  } catch (error) {
    if (!hasCode(error, "SQLITE_READONLY_ROLLBACK")) throw error;
    const writing = open(path, { fileMustExist: true });
    try {
      writing.pragma("schema_version");
    } finally {
      writing.close();
    }
  }
}

function open(path: string, options: Database.Options): Connection {
  try {
    return new Database(path, options);
  } catch (error) {
    throw new UsageError(`cannot open the history ${path}: ${messageOf(error)}; is this a run folder?`);
  }
}

function identify(connection: Connection, path: string): "ours" | "empty" {
  const id = connection.pragma("application_id", { simple: true });
  if (id === applicationId) return "ours";
  const objects = connection.prepare<[], number>("SELECT COUNT(*) FROM sqlite_master").pluck().get();
  if (id === 0 && objects === 0) return "empty";
  throw new UsageError(`${path} is a database of another program: name a run folder of this project`);
}

function checked(connection: Connection, path: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    connection.close();
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${path} cannot be read as a history (${messageOf(error)}): name a run folder of this project`,
    );
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
