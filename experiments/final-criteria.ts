import { criterionBatch } from "../outer/batches.js";
import { evaluate } from "../outer/evaluate.js";
import type { SearchResult } from "../outer/search.js";
import { settle } from "../outer/settle.js";
import type { Assembly } from "./assemble.js";
import type { PreparedExperiment } from "./prepare.js";
import { taskUnder } from "./task-of.js";

/**
 * Runs baseline and best on the test documents once more under every preset of `search.final_presets`, in episodes of their
 * own: what another rule would accept is not told by episodes whose harness was told of this one. They decide nothing.
 * Rejects only with what stops a run; what was run is found again.
 */
export async function measureCriteria(
  { definition }: Pick<PreparedExperiment, "definition">,
  { setting, evaluation, candidates }: Pick<Assembly, "setting" | "evaluation" | "candidates">,
  { baseline, best, iterations }: SearchResult,
): Promise<void> {
  const documents = setting.splits.test;
  const { finalPresets, finalTestRepeats: times } = definition.search;
  if (finalPresets.length === 0 || documents.length === 0 || times === 0) return;
  const sides = [
    { side: "baseline", tree: baseline.tree, files: setting.baseline },
    ...(best.tree === baseline.tree
      ? []
      : [{ side: "best", tree: best.tree, files: await candidates.read(best.commit) } as const]),
  ] as const;
  const episodes = finalPresets.length * sides.length * documents.length * times;
  setting.onEvent({ kind: "testing", iteration: iterations + 1, episodes });
  for (const [preset, name] of finalPresets.entries()) {
    const { task } = taskUnder(name, definition);
    const judged = { ...evaluation, episode: { ...evaluation.episode, task } };
    await settle(
      sides.map(({ side, tree, files }) => {
        const batch = criterionBatch(iterations, side, tree, documents, { preset, times });
        return evaluate(judged, { ...batch, files });
      }),
    );
  }
}
