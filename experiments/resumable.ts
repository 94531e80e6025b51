import { RunStopped } from "../foundation/errors.js";
import { ProviderError } from "../models/provider-error.js";
import { CandidateStoreFailed } from "../population/candidates/candidate-store-error.js";
import { HistoryWriteFailed } from "../population/history/history-error.js";
import { ReportsNotWritten } from "./report-files.js";

/** What did not come from the experiment or from this program stops the run; the same command continues. */
export function resumable(error: unknown): unknown {
  if (error instanceof ProviderError) return new RunStopped(error.message, "provider");
  const ofDisk = [HistoryWriteFailed, CandidateStoreFailed, ReportsNotWritten];
  if (ofDisk.some((kind) => error instanceof kind)) return new RunStopped((error as Error).message, "disk");
  return error;
}
