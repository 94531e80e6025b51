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

/** Gives up what makes commits survive a crash; for a new file that counts only once it is complete. */
export function makeFast(connection: Connection): void {
  connection.pragma("journal_mode = OFF");
  connection.pragma("synchronous = OFF");
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

/**
 * Opens a file whose pages are not all there: what can be read is read, and only the rest fails.
 * @throws UsageError when there is nothing at this path.
 */
export function openDamaged(path: string): Connection {
  const connection = open(path, { readonly: true, fileMustExist: true });
  connection.unsafeMode(true);
  connection.pragma("writable_schema = ON"); // SQLite then bears with a file that is shorter than it should be
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
    if (error instanceof UsageError || isOfDatabase(error)) return false;
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
    if (sqliteCode(error) === "SQLITE_BUSY") return null;
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
    // A reader has it open, or the disk refuses: what was committed is as durable in the WAL.
    if (!isOfDatabase(error)) throw error;
  } finally {
    connection.close();
  }
}

/** Whether a write failed for what was to be written, and not for the disk or the state of the database. */
export function isFaultOfContent(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === null || contentFaults.includes(code);
}

const contentFaults = [
  "SQLITE_TOOBIG",
  "SQLITE_MISMATCH",
  "SQLITE_CONSTRAINT_CHECK",
  "SQLITE_CONSTRAINT_NOTNULL",
];

/** SQLite's extended result code, such as SQLITE_CORRUPT_INDEX; null for an error of another kind. */
const sqliteCode = (error: unknown) => (error instanceof Database.SqliteError ? error.code : null);

/** What a failure of the database means to people, naming its file; any other error as it is. */
export function explained(error: unknown, path: string): unknown {
  const code = sqliteCode(error);
  if (code === null) return error;
  const sentence = sentenceOf(code, messageOf(error), path);
  return unchangeable.includes(kindOf(code)) ? new NotChangeable(sentence) : new UsageError(sentence);
}

/** The file, or its folder, may not be changed, and must be for what was to be done. */
export class NotChangeable extends UsageError {}

const unchangeable = ["READONLY", "CANTOPEN", "PERM"];

/** The second word of SQLITE_READONLY_CANTINIT. */
const kindOf = (code: string) => code.split("_")[1] ?? "";

/** Whether it is the database that failed, and not the code that uses it. */
export const isOfDatabase = (error: unknown) => sqliteCode(error) !== null;

/** Whether a row was refused for one that is there. */
export const isClash = (error: unknown) => sqliteCode(error)?.startsWith("SQLITE_CONSTRAINT") === true;

/** Whether a failure says that the file itself is damaged. */
export const isDamage = (error: unknown) => sqliteCode(error)?.startsWith("SQLITE_CORRUPT") === true;

function sentenceOf(code: string, message: string, path: string): string {
  const kind = kindOf(code);
  if (unchangeable.includes(kind)) {
    return `${path} may not be changed (${message}): copy it to a place that can be written`;
  }
  switch (kind) {
    case "CORRUPT":
      return (
        `${path} is damaged (${message}). Whatever lies before the damage can be rescued: ` +
        `autodata-lab history export ${path} --intact --out FILE.jsonl, then history import; the new run continues`
      );
    case "NOTADB":
      return `${path} cannot be read as a history (${message}): name a run folder of this project`;
    case "FULL":
      return `${path} cannot be written: the disk is full; make room, then run again to continue`;
    case "BUSY":
      return `${path} is held by another program (${message}): try again when that has ended`;
    default:
      return `${path} cannot be used (${message}): see to its disk, then try again`;
  }
}

/** A crash while the file changed between WAL and none leaves what only a connection that may write can undo. */
function rollBackAfterCrash(connection: Connection, path: string): void {
  try {
    connection.pragma("schema_version");
  } catch (error) {
    if (sqliteCode(error) !== "SQLITE_READONLY_ROLLBACK") throw error;
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
    throw explained(error, path);
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
