import { existsSync } from "node:fs";
import type { Clock } from "../../foundation/clock.js";
import { inStage } from "../../foundation/stages.js";
import { allTables } from "./all-tables.js";
import {
  type Connection,
  closeWriter,
  explained,
  isEmptyDatabase,
  makeDurable,
  NotChangeable,
  openForReading,
  openForWriting,
} from "./connection.js";
import { admissionDigest, historyDigest } from "./digest.js";
import type { History, HistoryReader } from "./history.js";
import { Ledger } from "./ledger.js";
import { isNewest, migrate } from "./migrate.js";
import { namingTrouble } from "./named-trouble.js";
import { readableCopy } from "./readable-copy.js";
import { callLog, callReader } from "./tables/calls.js";
import { candidateLog, candidateReader } from "./tables/candidates.js";
import { decisionLog, decisionReader } from "./tables/decisions.js";
import { documentLog, documentReader } from "./tables/documents.js";
import { episodeLog, episodeReader } from "./tables/episodes.js";
import { noticeLog, noticeReader } from "./tables/notices.js";
import { runReader, runRecord } from "./tables/run-record.js";
import { totalsOf } from "./totals.js";
import { verifyChain } from "./verify-chain.js";
import { lockForWriter } from "./writer-lock.js";

/**
 * Opens the history for the run that writes it; creates the file when it is missing. One writer at a time: it holds
 * a lock until it has closed the history or its process has ended, also by kill -9. Readers are not hindered.
 * @throws UsageError when somebody writes it already, when the file is not a history of this project, or when it is
 * newer than this program.
 */
export function openHistory(path: string, clock: Clock): History & HistoryReader {
  const connection = openForWriting(path);
  return guarded(path, connection, () => {
    const release = lockForWriter(path, clock);
    return onError(release, () => namingTrouble(path, writerOf(connection, clock, release)));
  });
}

/**
 * Whether a run began to write a history here. False when the file is missing, empty, or was left without tables
 * by a crash: such a place is as good as new. True for everything else; opening it tells whether it is a history.
 */
export function historyBegun(path: string): boolean {
  return existsSync(path) && !isEmptyDatabase(path);
}

function writerOf(connection: Connection, clock: Clock, release: () => void): History & HistoryReader {
  makeDurable(connection);
  migrate(connection);
  const ledger = new Ledger(connection, clock);
  const close = () => {
    try {
      inStage("close", () => closeWriter(connection));
    } finally {
      release();
    }
  };
  return {
    calls: callLog(connection, ledger),
    episodes: episodeLog(connection, ledger),
    run: runRecord(connection, ledger),
    documents: documentLog(connection, ledger),
    candidates: candidateLog(connection, ledger),
    decisions: decisionLog(connection, ledger),
    notices: noticeLog(connection, ledger),
    ...overAllTables(connection),
    flush: () => ledger.flush(),
    close: () => ledger.flush().finally(close),
  };
}

/**
 * Opens a history to read, also while a run writes it: each question sees everything durable at its moment. A file of
 * an older format is brought up to date first; whoever writes one has done that already. Where nothing may be
 * written, a temporary copy is read when the file itself cannot be.
 * @throws UsageError when there is no history at this path, or when it is newer than this program.
 */
export function openHistoryForReading(path: string): HistoryReader {
  const connection = newestForReading(path);
  return namingTrouble(path, {
    calls: callReader(connection),
    episodes: episodeReader(connection),
    run: runReader(connection),
    documents: documentReader(connection),
    candidates: candidateReader(connection),
    decisions: decisionReader(connection),
    notices: noticeReader(connection),
    ...overAllTables(connection),
    close: async () => {
      connection.close();
    },
  });
}

/**
 * The connection of a reader, at the newest format; the caller closes it.
 * @throws UsageError as openHistoryForReading does.
 */
export function newestForReading(path: string): Connection {
  try {
    return newestInPlace(path);
  } catch (error) {
    if (error instanceof NotChangeable) return readableCopy(path);
    throw error;
  }
}

function newestInPlace(path: string): Connection {
  const connection = openForReading(path);
  return guarded(path, connection, () => {
    if (isNewest(connection)) return connection;
    connection.close();
    const writing = openForWriting(path);
    try {
      migrate(writing);
    } finally {
      writing.close();
    }
    return openForReading(path);
  });
}

function overAllTables(
  connection: Connection,
): Pick<HistoryReader, "totals" | "digest" | "admissionDigest" | "verifyChain"> {
  return {
    totals: totalsOf(connection),
    digest: (until) => historyDigest(connection, until),
    admissionDigest: (number) => admissionDigest(connection, number),
    verifyChain: connection.transaction(() => verifyChain(connection, allTables)),
  };
}

function onError<T>(undo: () => void, step: () => T): T {
  try {
    return step();
  } catch (error) {
    undo();
    throw error;
  }
}

/** Closes the connection when `use` fails, and names the file when it was the database that failed. */
function guarded<T>(path: string, connection: Connection, use: () => T): T {
  return onError(
    () => connection.close(),
    () => {
      try {
        return use();
      } catch (error) {
        throw explained(error, path);
      }
    },
  );
}
