import { ReplayDiverged } from "../experiments/replay/replay-diverged.js";
import { Divergence, RunStopped, UsageError } from "../foundation/errors.js";
import { CandidateStoreFailed } from "../population/candidates/candidate-store-error.js";
import { HistoryConflict, HistoryWriteFailed } from "../population/history/history-error.js";

/** What people can mend by themselves; everything else is a fault of this program. */
const mendable = [UsageError, Divergence, HistoryConflict, HistoryWriteFailed, CandidateStoreFailed];

/** Exit codes of every command; `--help` lists them. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof RunStopped) return error.cause_ === "interrupt" ? 130 : 3;
  return mendable.some((kind) => error instanceof kind) ? 2 : 1;
}

/** One sentence for what people can mend or a check found, the whole trace for what we must mend. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ReplayDiverged) return error.message;
  return exitCodeOf(error) === 1 ? (error.stack ?? error.message) : error.message;
}
