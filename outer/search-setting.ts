import type { DocumentId } from "../foundation/ids.js";
import type { RandomStreams } from "../foundation/random.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { Model } from "../models/model.js";
import type { CandidateStore } from "../population/candidates/candidate-store.js";
import type { History } from "../population/history/history.js";
import type { Admission } from "./admission.js";
import type { DecisionBody } from "./decisions.js";
import type { Evaluation } from "./evaluate.js";
import type { SearchPolicy } from "./policies/search-policy.js";
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
  readonly policy: SearchPolicy;
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
  /** Text of the host interface, for the implementer. */
  readonly contract: string;
  readonly checks: HarnessChecks;
  /** Those that the run has decided and this search goes past, by number. */
  readonly admissions: readonly Admission[];
  readonly onEvent: OnRunEvent;
}

/** How edited harnesses are examined. */
export interface HarnessChecks {
  /** The whole guard: what a mutant must pass before it sees a validation document. */
  beforeValidation(parent: HarnessFiles, mutant: HarnessFiles): Promise<DecisionBody<"guard">>;
  /** Findings that the implementer may ask for while it works; empty when there are none. */
  byImplementer(parent: HarnessFiles, mutant: HarnessFiles): Promise<readonly string[]>;
}
