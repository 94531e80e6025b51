import { UsageError } from "../foundation/errors.js";
import { calibration } from "./calibration.js";
import { nullMutant } from "./null-mutant.js";
import { type FinishedIteration, populationView } from "./population-view.js";
import type { SearchSetting } from "./search-setting.js";

/**
 * Sends null mutants through the comparison with the baseline, before iteration 1, and stores what came of them as a
 * decision of iteration 0. Does nothing where none are asked for.
 */
export async function calibrate(setting: SearchSetting, finished: FinishedIteration): Promise<void> {
  const { calibrate: asked, baseline: files, history, policy, splits, maxInconclusiveShare } = setting;
  const [baseline] = populationView([finished]).members;
  if (asked === undefined || asked.mutants === 0 || baseline === undefined) return;
  const { mutants } = asked;
  setting.onEvent({
    ...{ kind: "step", iteration: 0, step: "null mutants", parent: baseline.candidate },
  });
  const body = await calibration({
    ...{ mutants, files, baseline, policy, documents: splits.validation, maxInconclusiveShare },
    run: async (batch, edited) =>
      (await setting.episodes({ ...batch, files: edited })).map(({ observation }) => observation),
  });
  await history.decisions.append({ iteration: 0, kind: "calibration", body });
  setting.onEvent({ kind: "calibration", body });
}

/**
 * Sends them through the guard, before anything is asked of a model, unless the run has tried them. One after the other:
 * the checks keep a processor busy.
 * @throws UsageError when the guard refuses one, as it does with a baseline at the limit of what a harness may hold.
 */
export async function guardNullMutants({
  calibrate: asked,
  baseline,
  history,
}: SearchSetting): Promise<void> {
  if (asked === undefined || history.decisions.find(0, "calibration") !== undefined) return;
  for (let number = 1; number <= asked.mutants; number++) {
    const checked = await asked.check(baseline, nullMutant(baseline, number));
    if (checked.passed) continue;
    throw new UsageError(
      `search.calibrate: the guard refuses the baseline with a note that nothing reads (${checked.findings.join("; ")}); set it to 0.`,
    );
  }
}
