import type { TreeHash } from "../foundation/ids.js";
import { testBatch } from "./batches.js";
import type { SearchResult } from "./search.js";
import type { SearchSetting } from "./search-setting.js";
import { settle } from "./settle.js";

/**
 * Evaluates the baseline and the best candidate on the untouched test split, `times` per document. Every look
 * at the test split is an observation; a run whose best is its baseline looks once.
 */
export async function testFinal(setting: SearchSetting, result: SearchResult, times: number): Promise<void> {
  const documents = setting.splits.test;
  if (documents.length === 0) return;
  const changed = result.best.tree !== result.baseline.tree;
  const iteration = result.iterations + 1;
  setting.onEvent({ kind: "testing", iteration, episodes: documents.length * times * (changed ? 2 : 1) });
  const best = changed ? await setting.candidates.read(result.best.commit) : null;
  const baselineTest = test("test-baseline", result.baseline.tree, setting.baseline);
  await settle(best === null ? [baselineTest] : [baselineTest, test("test-best", result.best.tree, best)]);

  function test(phase: "test-baseline" | "test-best", candidate: TreeHash, files: SearchSetting["baseline"]) {
    const batch = testBatch(result.iterations, phase, candidate, documents, times);
    return setting.episodes({ ...batch, files });
  }
}
