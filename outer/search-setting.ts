import type { DocumentId } from "../foundation/ids.js";
import type { RandomStreams } from "../foundation/random.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { Model } from "../models/model.js";
import type { CandidateStore } from "../population/candidates/candidate-store.js";
import type { History } from "../population/history/history.js";
import type { Evaluation } from "./evaluate.js";
import type { OnRunEvent } from "./run-event.js";

/** Everything one search works with. */
export interface SearchSetting {
  readonly baseline: HarnessFiles;
  readonly splits: Readonly<Record<"train" | "validation" | "test", readonly DocumentId[]>>;
  readonly iterations: number;
  /** Iterations under way at once, and how far behind the population is that each one sees. */
  readonly concurrency: number;
  /** Of Boltzmann selection (the paper: 0.1). */
  readonly temperature: number;
  /** Training documents per iteration. */
  readonly minibatch: number;
  readonly edits: "prompts" | "all";
  /** Share of validation documents that may be inconclusive before a comparison is refused. */
  readonly maxInconclusiveShare: number;
  readonly random: RandomStreams;
  readonly evaluation: Evaluation;
  /** Answers the analyzer and the implementer. */
  readonly model: Model;
  readonly history: History;
  readonly candidates: CandidateStore;
  /** Checks an edited harness; findings are for people and for the implementer. */
  readonly guard: (parent: HarnessFiles, mutant: HarnessFiles) => Promise<GuardResult>;
  /** The checks of the guard that cost nothing: what the implementer's own check tool runs. */
  readonly staticChecks: (parent: HarnessFiles, mutant: HarnessFiles) => Promise<GuardResult>;
  readonly onEvent: OnRunEvent;
}

export interface GuardResult {
  readonly passed: boolean;
  readonly findings: readonly string[];
}
