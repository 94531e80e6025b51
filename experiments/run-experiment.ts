import { inLongStage } from "../foundation/stages.js";
import { preflight } from "../models/preflight.js";
import { search } from "../outer/search.js";
import { testFinal } from "../outer/test-final.js";
import type { History, HistoryReader } from "../population/history/history.js";
import { type Assembly, assemble, type Surroundings } from "./assemble.js";
import { requireSoundBaseline } from "./baseline-check.js";
import { measureCriteria } from "./final-criteria.js";
import { openRun } from "./open-run.js";
import { tagResult } from "./population.js";
import type { PreparedExperiment } from "./prepare.js";
import { resumable } from "./resumable.js";
import { digestOfEnd } from "./run-end.js";
import { writeCurve } from "./write-curve.js";

/**
 * Runs a prepared experiment to its end, or continues it where an earlier process stopped: baseline, search,
 * final test, reports. Resolves with the history, still open for reading; the caller closes it.
 * @throws UsageError before anything is written, RunStopped when a budget or the user ends it.
 */
export async function runExperiment(
  prepared: PreparedExperiment,
  surroundings: Surroundings,
): Promise<HistoryReader> {
  const { clock, environment } = surroundings;
  await requireSoundBaseline(prepared);
  await preflight({ seats: prepared.seats, environment, clock });
  const history = await inLongStage("startup", () => openRun(prepared, clock));
  try {
    const assembly = await inLongStage("startup", () => assemble(prepared, history, surroundings));
    try {
      await searchToEnd(prepared, history, assembly);
    } finally {
      await assembly.close();
    }
    return history;
  } catch (error) {
    await history.close().catch(() => {}); // what was refused before is refused again
    throw resumable(error);
  }
}

/** The whole search with its final test and its reports, over an open history; the digest is stored last. */
export async function searchToEnd(
  prepared: PreparedExperiment,
  history: History & HistoryReader,
  assembly: Assembly,
): Promise<void> {
  const { setting, candidates } = assembly;
  const result = await search(setting);
  await testFinal(setting, result, prepared.definition.search.finalTestRepeats);
  await measureCriteria(prepared, assembly, result);
  await history.flush();
  const digest = history.digest();
  await tagResult(candidates, result.best.commit, digest);
  writeCurve(prepared.folder.reports, history);
  await history.run.put(digestOfEnd(result.iterations), digest);
}
