import type { HistoryReader } from "../population/history/history.js";
import { historyBegun } from "../population/history/open.js";
import { readRun, viewOf } from "./loaded-run.js";
import type { PreparedExperiment } from "./prepare.js";
import { runEnd } from "./run-end.js";
import { requireSameRun } from "./same-run.js";

/**
 * The open history of a prepared experiment that was run to its end before; null when there is work to do.
 * @throws UsageError when the run folder holds another experiment.
 */
export function finishedRun(prepared: PreparedExperiment): HistoryReader | null {
  if (!historyBegun(prepared.folder.history)) return null;
  const history = readRun(prepared.folder.path);
  requireSameRun(prepared, history);
  const done = runEnd(history, prepared.definition.search) !== null;
  if (done && viewOf(history).curve.final) return history;
  void history.close();
  return null;
}
