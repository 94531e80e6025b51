import type { CommitHash, TreeHash } from "../foundation/ids.js";
import { finishBaseline } from "./baseline.js";
import { decideIteration } from "./decide.js";
import { proposeMutant } from "./mutant.js";
import {
  type FinishedIteration,
  finalOf,
  lastVisible,
  type PopulationView,
  populationView,
} from "./population-view.js";
import type { SearchSetting } from "./search-setting.js";
import { settle } from "./settle.js";

export interface SearchResult {
  readonly best: { readonly tree: TreeHash; readonly commit: CommitHash };
  readonly baseline: { readonly tree: TreeHash; readonly commit: CommitHash };
}

/**
 * The outer loop (paper, section 5). The baseline is evaluated first. Then iterations run `concurrency` at a time:
 * iteration k works from the population as of iteration k - concurrency, and its decision waits for that of
 * iteration k - 1, so results depend on seed and concurrency and never on which iteration finishes first.
 */
export async function search(setting: SearchSetting): Promise<SearchResult> {
  const { baseline, view } = await iterate(setting);
  return conclude(setting, view, baseline);
}

/** The baseline and all iterations of the search, without the decision which member it ends with. */
export async function iterate(
  setting: SearchSetting,
): Promise<{ readonly baseline: FinishedIteration; readonly view: PopulationView }> {
  const baseline = await finishBaseline(setting);
  const finished: Promise<FinishedIteration>[] = [Promise.resolve(baseline)];
  for (let iteration = 1; iteration <= setting.iterations; iteration++) {
    finished.push(runIteration(setting, iteration, finished.slice()));
  }
  return { baseline, view: populationView(await settle(finished)) };
}

async function runIteration(
  setting: SearchSetting,
  iteration: number,
  earlier: readonly Promise<FinishedIteration>[],
): Promise<FinishedIteration> {
  const visible = lastVisible(iteration, setting.concurrency);
  const view = populationView(await Promise.all(earlier.slice(0, visible + 1)));
  try {
    const attempt = await proposeMutant(setting, iteration, view);
    const before = populationView(await Promise.all(earlier));
    return await decideIteration(setting, iteration, attempt, before);
  } catch (error) {
    setting.evaluation.onFatal();
    throw error;
  }
}

/** Stores which member the run ends with. */
async function conclude(
  setting: SearchSetting,
  view: PopulationView,
  baseline: FinishedIteration,
): Promise<SearchResult> {
  if (baseline.candidate === null) throw new Error("the baseline was not committed");
  const body = finalOf(view);
  await setting.history.decisions.append({ iteration: setting.iterations + 1, kind: "final", body });
  return { best: { tree: body.best, commit: body.bestCommit }, baseline: baseline.candidate };
}
