import type { Clock } from "../../foundation/clock.js";
import { type Connection, closeWriter, openForReading, openForWriting } from "./connection.js";
import { historyDigest } from "./digest.js";
import type { History, HistoryReader } from "./history.js";
import { Ledger } from "./ledger.js";
import { migrate, requireNewest } from "./migrate.js";
import { callLog, callReader, callShape, failedTryShape } from "./tables/calls.js";
import { candidateLog, candidateReader, candidateShape } from "./tables/candidates.js";
import { blobShape } from "./tables/contents.js";
import { decisionLog, decisionReader, decisionShape } from "./tables/decisions.js";
import { documentLog, documentReader, documentShape } from "./tables/documents.js";
import { attemptShape, episodeLog, episodeReader, eventShape } from "./tables/episodes.js";
import { observationShape } from "./tables/observations.js";
import { runReader, runRecord, runShape } from "./tables/run-record.js";
import { totalsOf } from "./totals.js";
import { verifyChain } from "./verify-chain.js";

/**
 * Opens the history for the run that writes it; creates the file when it is missing. One writer at a time.
 * @throws UsageError when the file is not a history of this project, or is newer than this program.
 */
export function openHistory(path: string, clock: Clock): History & HistoryReader {
  const connection = openForWriting(path);
  closingOnError(connection, () => migrate(connection));
  const ledger = new Ledger(connection, clock);
  return {
    calls: callLog(connection, ledger),
    episodes: episodeLog(connection, ledger),
    run: runRecord(connection, ledger),
    documents: documentLog(connection, ledger),
    candidates: candidateLog(connection, ledger),
    decisions: decisionLog(connection, ledger),
    ...overAllTables(connection),
    flush: () => ledger.flush(),
    close: async () => {
      await ledger.flush().finally(() => closeWriter(connection));
    },
  };
}

/**
 * Opens a history to read, also while a run writes it: each question sees everything durable at its moment.
 * @throws UsageError when there is no history at this path, or it has another format than this program's.
 */
export function openHistoryForReading(path: string): HistoryReader {
  const connection = openForReading(path);
  closingOnError(connection, () => requireNewest(connection));
  return {
    calls: callReader(connection),
    episodes: episodeReader(connection),
    run: runReader(connection),
    documents: documentReader(connection),
    candidates: candidateReader(connection),
    decisions: decisionReader(connection),
    ...overAllTables(connection),
    close: async () => {
      connection.close();
    },
  };
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
];

function overAllTables(connection: Connection): Pick<HistoryReader, "totals" | "digest" | "verifyChain"> {
  return {
    totals: totalsOf(connection),
    digest: () => historyDigest(connection),
    verifyChain: connection.transaction(() => verifyChain(connection, shapes)),
  };
}

function closingOnError(connection: Connection, step: () => void): void {
  try {
    step();
  } catch (error) {
    connection.close();
    throw error;
  }
}
