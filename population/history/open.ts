import { existsSync } from "node:fs";
import type { Clock } from "../../foundation/clock.js";
import { UsageError } from "../../foundation/errors.js";
import { inStage } from "../../foundation/stages.js";
import {
  type Connection,
  closeWriter,
  isEmptyDatabase,
  makeDurable,
  openForReading,
  openForWriting,
} from "./connection.js";
import { historyDigest } from "./digest.js";
import type { History, HistoryReader } from "./history.js";
import { Ledger } from "./ledger.js";
import { isNewest, migrate } from "./migrate.js";
import { cachedInputShape, callLog, callReader, callShape, failedTryShape } from "./tables/calls.js";
import { candidateLog, candidateReader, candidateShape } from "./tables/candidates.js";
import { blobShape } from "./tables/contents.js";
import { decisionLog, decisionReader, decisionShape } from "./tables/decisions.js";
import { documentLog, documentReader, documentShape } from "./tables/documents.js";
import { attemptShape, episodeLog, episodeReader, eventShape } from "./tables/episodes.js";
import { noticeLog, noticeReader, noticeShape } from "./tables/notices.js";
import { observationShape } from "./tables/observations.js";
import { runReader, runRecord, runShape } from "./tables/run-record.js";
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
  return onError(
    () => connection.close(),
    () => {
      const release = lockForWriter(path, clock);
      return onError(release, () => writerOf(connection, clock, release));
    },
  );
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
 * an older format is brought up to date first; whoever writes one has done that already.
 * @throws UsageError when there is no history at this path, when it is newer than this program, or when it is older
 * and may not be changed.
 */
export function openHistoryForReading(path: string): HistoryReader {
  const connection = newestForReading(path);
  return {
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
  };
}

function newestForReading(path: string): Connection {
  const connection = openForReading(path);
  return onError(
    () => connection.close(),
    () => {
      if (isNewest(connection)) return connection;
      connection.close();
      bringUpToDate(path);
      return openForReading(path);
    },
  );
}

function bringUpToDate(path: string): void {
  try {
    const connection = openForWriting(path);
    try {
      migrate(connection);
    } finally {
      connection.close();
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${path} has an older format and cannot be brought up to date (${why}): copy it to a place that can be written`,
    );
  }
}

const shapes = [
  blobShape,
  callShape,
  failedTryShape,
  runShape,
  documentShape,
  candidateShape,
  observationShape,
  eventShape,
  attemptShape,
  decisionShape,
  noticeShape,
  cachedInputShape,
];

function overAllTables(connection: Connection): Pick<HistoryReader, "totals" | "digest" | "verifyChain"> {
  return {
    totals: totalsOf(connection),
    digest: (until) => historyDigest(connection, until),
    verifyChain: connection.transaction(() => verifyChain(connection, shapes)),
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
