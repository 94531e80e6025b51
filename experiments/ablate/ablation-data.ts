import { rateOf } from "../../outer/policies/accept-mutant.js";
import type { Ablation } from "./ablate.js";
import type { GuardedRemoval, PreparedAblation } from "./prepare-ablation.js";
import type { Edit } from "./removals.js";

/** An ablation as programs read it; without what was measured, of a dry run. */
export function ablationData(
  { run, name, final, candidate, experiment }: PreparedAblation,
  guarded: readonly GuardedRemoval[],
  ablation?: Ablation,
): Readonly<Record<string, unknown>> {
  const about = {
    run,
    final,
    candidate: { name, tree: candidate.tree },
    validationDocuments: experiment.splits.validation.length,
    kept: experiment.folder.path,
  };
  if (ablation === undefined) return { ...about, edits: guarded.map((one) => removalData(one)) };
  const { rows, repeats, smaller } = ablation;
  return {
    ...about,
    repeats,
    rate: rateOf(ablation.candidate),
    edits: rows.map(({ effect, ...one }) => ({ ...removalData(one), measured: effect })),
    smaller:
      smaller === null
        ? null
        : {
            tree: smaller.tree,
            removed: smaller.removed.map(editData),
            putBack: smaller.putBack.map(editData),
            findings: smaller.findings,
            validation: smaller.validation,
            test: smaller.test,
          },
  };
}

function removalData({ removal, findings }: GuardedRemoval) {
  return {
    ...editData(removal.edit),
    becomes: removal.kind,
    ...(removal.kind === "comes off" && { tree: removal.tree, with: removal.with.map(editData), findings }),
    ...(removal.kind === "does not come off" && { conflicts: removal.conflicts }),
  };
}

const editData = ({ entry, name }: Edit) => ({
  iteration: entry.iteration,
  candidate: name,
  summary: entry.summary,
});
