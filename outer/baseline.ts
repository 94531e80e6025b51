import { baselineBatch } from "./batches.js";
import { baselineCandidate, candidateEntry } from "./candidate-record.js";
import { evidenceOf, totalOf } from "./evidence.js";
import type { FinishedIteration } from "./population-view.js";
import type { SearchSetting } from "./search-setting.js";

/** Commits the baseline as the first member and evaluates it on the validation split: iteration 0. */
export async function finishBaseline(setting: SearchSetting): Promise<FinishedIteration> {
  const candidate = baselineCandidate(setting.baseline);
  const { tree, commit } = await setting.candidates.commit(candidate);
  await setting.history.candidates.append(candidateEntry(candidate, setting.baseline, { tree, commit }));
  const batch = baselineBatch(tree, setting.splits.validation);
  const trajectories = await setting.episodes({ ...batch, files: setting.baseline });
  const evidence = evidenceOf(trajectories.map((one) => one.observation));
  setting.onEvent({ kind: "baseline", candidate: tree, rate: totalOf(evidence) });
  return {
    iteration: 0,
    outcome: null,
    candidate: { tree, commit, member: true },
    evaluations: [{ candidate: tree, evidence }],
  };
}
