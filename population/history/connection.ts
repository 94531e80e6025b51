import Database from "better-sqlite3";
import { UsageError } from "../../foundation/errors.js";

/** The one door to SQLite. Rows read through it are trusted: only this folder writes them, and the chain tells. */
export type Connection = Database.Database;

/** Marks our files in the SQLite header: the bytes of "adlb". */
export const applicationId = 0x61646c62;

/**
 * Opens the file for its one writer; creates it when missing. Commits are durable (WAL, synchronous=FULL).
 * @throws UsageError when the path cannot be opened or is not a history.
 */
export function openForWriting(path: string): Connection {
  const connection = open(path, {});
  checked(connection, path, () => identify(connection, path));
  connection.pragma("journal_mode = WAL");
  connection.pragma("synchronous = FULL");
  connection.pragma("wal_autocheckpoint = 4000");
  connection.pragma("journal_size_limit = 67108864");
  return connection;
}

/**
 * Opens the file without the right to change it, also while a run writes it.
 * @throws UsageError when there is no history at this path.
 */
export function openForReading(path: string): Connection {
  const connection = open(path, { readonly: true, fileMustExist: true });
  checked(connection, path, () => {
    if (identify(connection, path) === "empty") throw new UsageError(`${path} holds no history yet`);
  });
  return connection;
}

/**
 * Closes the writer's connection and, unless a reader has the file open, leaves it without its WAL: one file that
 * can also be read from a folder where nothing may be written.
 */
export function closeWriter(connection: Connection): void {
  try {
    connection.pragma("busy_timeout = 0");
    connection.pragma("journal_mode = DELETE");
  } catch (error) {
    if (!(error instanceof Database.SqliteError && error.code === "SQLITE_BUSY")) throw error;
  } finally {
    connection.close();
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
