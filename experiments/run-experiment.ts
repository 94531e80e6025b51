import { RunStopped } from "../foundation/errors.js";
import { preflight } from "../models/preflight.js";
import { ProviderError } from "../models/provider-error.js";
import { search } from "../outer/search.js";
import { testFinal } from "../outer/test-final.js";
import type { HistoryReader } from "../population/history/history.js";
import { assemble, type Surroundings } from "./assemble.js";
import { requireSoundBaseline } from "./baseline-check.js";
import { openRun } from "./open-run.js";
import { tagResult } from "./population.js";
import type { PreparedExperiment } from "./prepare.js";
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
  const history = await openRun(prepared, clock);
  try {
    const assembly = await assemble(prepared, history, surroundings);
    try {
      const result = await search(assembly.setting);
      await testFinal(assembly.setting, result, prepared.definition.search.finalTestRepeats);
      await history.flush();
      const digest = history.digest();
      await tagResult(assembly.candidates, result.best.commit, digest);
      writeCurve(prepared.folder.reports, history);
      await history.run.put(`digest.${prepared.definition.search.iterations}`, digest);
    } finally {
      await assembly.close();
    }
    return history;
  } catch (error) {
    await history.close();
    throw error instanceof ProviderError ? new RunStopped(error.message, "provider") : error;
  }
}
