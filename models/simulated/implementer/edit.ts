import type { Assignment } from "./assignment.js";
import type { Change, PlannedCall, ReadFiles } from "./change.js";

/** What may come over an implementer, whatever the report says. */
export type Intent = "targeted" | "neutral" | "bloating" | "careless";

/** One edit the simulated implementer knows how to make. */
export interface Edit<Cause extends string = string> {
  /** One honest line; the history is searched for it. */
  readonly summary: string;
  readonly intent: Intent;
  /** Workflow code rather than prompts. */
  readonly code: boolean;
  /** The cause it is meant against; none for edits that answer no cause. */
  readonly cause?: Cause;
  /** How readily it comes to mind among its like. */
  readonly weight: number;
  /**
   * What it changes in these files; undefined where it does not apply, because its place is missing or what it
   * would add is there already. `seed` chooses among wordings.
   */
  plan(files: ReadFiles, seed: string, assignment: Assignment): EditPlan | undefined;
}

export interface EditPlan {
  readonly changes: readonly Change[];
  /** Calls that are no change of a harness file, such as writing outside the harness. */
  readonly calls?: readonly PlannedCall[];
  /** Ends without the JSON object that was asked for. */
  readonly garbled?: true;
}
