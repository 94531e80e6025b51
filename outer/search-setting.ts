import type { DocumentId } from "../foundation/ids.js";
import type { RandomStreams } from "../foundation/random.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { Trajectory } from "../inner/trajectory.js";
import type { CandidateStore } from "../population/candidates/candidate-store.js";
import type { TwoWays } from "../population/candidates/three-way-merge.js";
import type { History } from "../population/history/history.js";
import type { Admission } from "./admission.js";
import type { CrossedPair } from "./crossed-pair.js";
import type { DecisionBody } from "./decisions.js";
import type { Batch, ShownDocuments } from "./evaluate.js";
import type { Edited, NotEvaluated } from "./examine-edit.js";
import type { SearchPolicy } from "./policies/search-policy.js";
import type { ScoredMember } from "./policies/select-parent.js";
import type { PopulationView } from "./population-view.js";
import type { NamedTrajectory } from "./render/trajectory-line.js";
import type { OnRunEvent } from "./run-event.js";

/** Everything one search works with. */
export interface SearchSetting {
  readonly baseline: HarnessFiles;
  readonly splits: Readonly<Record<"train" | "validation" | "test", readonly DocumentId[]>>;
  readonly iterations: number;
  /** Episodes after which no further iteration begins, see usedUp; null for no such limit. */
  readonly episodeLimit: number | null;
  /** Iterations under way at once, and how far behind the population is that each one sees. */
  readonly concurrency: number;
  /** Of Boltzmann selection (the paper: 0.1). */
  readonly temperature: number;
  readonly policy: SearchPolicy;
  /** Training documents per iteration. */
  readonly minibatch: number;
  /** Share of validation documents that may be inconclusive before a comparison is refused. */
  readonly maxInconclusiveShare: number;
  readonly random: RandomStreams;
  readonly documents: ShownDocuments;
  /** Told of the first thing that ends the run, so that nothing more is asked of any model. */
  readonly onFatal: () => void;
  /** Runs a batch of episodes, or finds those that were run; see evaluate. */
  episodes(batch: Batch): Promise<readonly Trajectory[]>;
  /** What becomes of a parent: see editByAgents. */
  edit(assignment: EditAssignment): Promise<Edited | NotEvaluated>;
  /** How some iterations merge two lineages; without it none does. */
  readonly crossover?: Crossover;
  /** Null mutants that are tried before iteration 1, and the guard they pass; none when absent. */
  readonly calibrate?: { readonly mutants: number; readonly check: HarnessChecks["beforeValidation"] };
  readonly history: Pick<History, "decisions" | "candidates">;
  readonly candidates: CandidateStore;
  /** Those that the run has decided and this search goes past, by number. */
  readonly admissions: readonly Admission[];
  readonly onEvent: OnRunEvent;
}

/** A parent with what was seen of it. */
export interface EditAssignment {
  readonly iteration: number;
  readonly view: PopulationView;
  readonly parent: ScoredMember;
  readonly files: HarnessFiles;
  /** Of the minibatch. */
  readonly trajectories: readonly NamedTrajectory[];
  readonly step: (name: string) => void;
}

export interface Crossover {
  /** Of iterations, above 0 to 1. */
  readonly share: number;
  /** What becomes of two parents: see mergeByAgents. */
  merge(assignment: MergeAssignment): Promise<Edited | NotEvaluated>;
}

/** Two parents, and the ancestor that they have in common. */
export interface MergeAssignment {
  readonly iteration: number;
  readonly view: PopulationView;
  readonly pair: CrossedPair;
  /** `ours` is the better of the two. */
  readonly ways: TwoWays;
  readonly step: (name: string) => void;
}

/** How edited harnesses are examined. */
export interface HarnessChecks {
  /** The whole guard: what a mutant must pass before it sees a validation document. */
  beforeValidation(parent: HarnessFiles, mutant: HarnessFiles): Promise<DecisionBody<"guard">>;
  /** Findings that the implementer may ask for while it works; empty when there are none. */
  byImplementer(parent: HarnessFiles, mutant: HarnessFiles): Promise<readonly string[]>;
}
