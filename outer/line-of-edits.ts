import type { TreeHash } from "../foundation/ids.js";
import type { DecisionBody } from "./decisions.js";
import type { PopulationView } from "./population-view.js";

/** One accepted edit of a lineage, and the report that it answered. */
export interface LineStep {
  readonly candidate: TreeHash;
  readonly summary: string;
  /** Null of an edit by hand, or of a merge. */
  readonly report: DecisionBody<"analysis"> | null;
}

/**
 * The edits that lead from an ancestor to a member, the first one first; of a member that was merged, those of its
 * first parent's line.
 */
export function lineSince(
  ancestor: TreeHash,
  member: TreeHash,
  { outcomes }: Pick<PopulationView, "outcomes">,
  reportOf: (iteration: number) => DecisionBody<"analysis"> | null,
): LineStep[] {
  const made = new Map(
    outcomes.flatMap((past) =>
      past.outcome.outcome === "accepted" && past.outcome.candidate !== null
        ? [[past.outcome.candidate, past] as const]
        : [],
    ),
  );
  const steps: LineStep[] = [];
  for (let at: TreeHash = member; at !== ancestor; ) {
    const past = made.get(at);
    if (past === undefined) break;
    const { iteration, outcome } = past;
    steps.unshift({ candidate: at, summary: outcome.summary, report: reportOf(iteration) });
    at = outcome.parent;
  }
  return steps;
}
