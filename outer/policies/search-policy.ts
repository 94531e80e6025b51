import type { DocumentId, TreeHash } from "../../foundation/ids.js";
import type { RandomStreams } from "../../foundation/random.js";
import type { Observation } from "../../inner/trajectory.js";
import type { DecisionBody } from "../decisions.js";
import type { Evidence } from "../evidence.js";
import type { ScoredMember } from "./select-parent.js";

/** What is known when the next validation documents of a mutant are chosen. */
export interface Trial {
  /** All validation documents, in the order in which they were drawn. */
  readonly documents: readonly DocumentId[];
  /** What is known of the parent: from earlier iterations, and from its fresh run where the policy waits for it. */
  readonly parent: Evidence;
  /** The mutant's, in the order of its waves. */
  readonly mutant: readonly Observation[];
}

/** What a mutant is decided on. */
export interface Contest extends Trial {
  /** The parent's, from all earlier iterations that this one knows of. */
  readonly parent: Evidence;
  /** The parent's runs of this very iteration; empty where it was not run again. */
  readonly parentRun: readonly Observation[];
  /** Share of documents that may be missing, see strictlyBetter. */
  readonly maxInconclusiveShare: number;
}

/** What is known when the search is over and finalists may be run. */
export interface Standing {
  /** With what is known of them from the search and from finalists' runs so far. */
  readonly members: readonly ScoredMember[];
  /** Validation documents. */
  readonly documents: number;
  /** Episodes that the search took: conclusive ones on validation documents, and all on training documents. */
  readonly searched: number;
  /** Episodes of finalists so far. */
  readonly onFinalists: number;
}

/**
 * How a search spends its episodes and decides on them. All members are pure functions of what they are given and of
 * labelled streams; the loop has no branches on them.
 */
export interface SearchPolicy {
  /** The members with the scores that selection and the final choice go by, in the same order. */
  scored(members: readonly ScoredMember[]): readonly ScoredMember[];
  /** The parent of an iteration, with everything that led to it. */
  selectParent(
    members: readonly ScoredMember[],
    temperature: number,
    streams: RandomStreams,
    iteration: number,
  ): { readonly parent: ScoredMember; readonly body: DecisionBody<"select"> };
  /** Whether the parent is run on all validation documents beside its mutant. */
  runsParent(parent: ScoredMember): boolean;
  /** Whether the parent's fresh run, where there is one, must be known before its mutant is run. */
  readonly waitsForParent: boolean;
  /** The mutant's next documents, to be run side by side; null when enough is known. */
  nextWave(trial: Trial): readonly DocumentId[] | null;
  judge(contest: Contest): DecisionBody<"accept">;
  /** The members to be run once more on every validation document before the final choice; null for no more. */
  nextFinalists(standing: Standing): readonly TreeHash[] | null;
}
