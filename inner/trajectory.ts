import type { DocumentId, ExampleId, Ticket, TreeHash } from "../foundation/ids.js";
import type { Purpose } from "../models/call-key.js";
import type { Usage } from "../models/usage.js";
import type { Split } from "./corpus/document.js";
import type { Verdict } from "./referee/verdict.js";

/**
 * How an episode ended. `inconclusive`: a provider's or this machine's fault. `skipped`: the host confirmed that the
 * document cannot be a source. Neither counts in a pass rate.
 */
export const outcomes = [
  "accepted",
  "exhausted",
  "gave_up",
  "harness_failed",
  "skipped",
  "inconclusive",
] as const;
export type Outcome = (typeof outcomes)[number];

/** Whether an episode that ended like this counts in a pass rate. */
export function isConclusive(outcome: Outcome): boolean {
  return outcome !== "inconclusive" && outcome !== "skipped";
}

/** One episode of one candidate, never changed once written. */
export interface Observation {
  readonly ticket: Ticket;
  readonly candidate: TreeHash;
  readonly document: DocumentId;
  readonly split: Split;
  readonly purpose: Purpose;
  /** The iteration that asked for the episode. */
  readonly repeat: number;
  readonly outcome: Outcome;
  /** One sentence for people and for the analyzer: what ended the episode. */
  readonly reason: string;
  /** Rounds begun: challenger calls or proposals, whichever is more. */
  readonly rounds: number;
  /** Sandbox interrupt ticks used. */
  readonly ticks: number;
  readonly cost: Usage;
}

/** One criterion's mark. */
export interface Mark {
  readonly met: boolean;
  readonly reason: string;
  /** What a second judge said that this mark overrules; absent where both agree or there is one only. */
  readonly contested?: string;
}

/** What a task's own judge said of all attempts of a stage. JSON, in the form of the task. */
export type Review = Readonly<Record<string, unknown>>;

/** A score as an exact fraction; denominators are positive. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** One solver attempt and its judged score; score null when it could not be measured. */
export interface Attempt {
  readonly stage: string;
  readonly seat: "weak" | "strong";
  /** Number within the stage, from 0. */
  readonly attempt: number;
  readonly answer: string;
  readonly marks: readonly Mark[];
  readonly score: Fraction | null;
  /** Why it could not be measured; empty when it was. */
  readonly trouble: string;
}

/** A review as it was made. */
export interface StageReview {
  /** How many reviews of earlier examples of the episode it was shown. */
  readonly after: number;
  readonly said: Review;
}

/** One check of the referee's last look at an example. */
export interface ExaminationCheck {
  /** Name of the rule; see inner/referee/rules.ts. */
  readonly rule: string;
  readonly passed: boolean;
  /** What is wrong, in one sentence; empty when it passed. */
  readonly finding: string;
  /** Of a probe: what its answer scored; of judge-agreement: the share of marks. Null where there is none. */
  readonly score: Fraction | null;
}

/** Everything that happened in an episode, in order. Numbers of host calls tie events to logged calls. */
export type TrajectoryEvent =
  | { readonly kind: "chat"; readonly ordinal: number; readonly seat: "main" | "challenger" }
  | { readonly kind: "note"; readonly ordinal: number; readonly text: string }
  | {
      readonly kind: "proposed";
      readonly ordinal: number;
      readonly round: number;
      readonly example: ExampleId;
      /** The example's canonical JSON, validated by the task. */
      readonly body: unknown;
    }
  | {
      readonly kind: "findings";
      readonly ordinal: number;
      readonly round: number;
      readonly draft: unknown;
      readonly findings: readonly string[];
    }
  | {
      readonly kind: "verified";
      readonly ordinal: number;
      readonly example: ExampleId;
      readonly passed: boolean;
      readonly checks: readonly { readonly name: string; readonly verdict: string; readonly note: string }[];
      readonly feedback: string;
    }
  | {
      readonly kind: "stage";
      readonly ordinal: number;
      readonly example: ExampleId;
      readonly stage: string;
      readonly passed: boolean;
      readonly measured: boolean;
      readonly lines: readonly string[];
      readonly attempts: readonly Attempt[];
      /** Absent in tasks without a review. */
      readonly review?: StageReview;
      /** Attempts that were not made since the verdict was certain without them; absent where all were. */
      readonly notRun?: readonly Pick<Attempt, "seat" | "attempt">[];
    }
  /** The referee's decision on one example, with the verdicts other presets would have given. */
  | {
      readonly kind: "verdict";
      readonly ordinal: number;
      readonly example: ExampleId;
      readonly verdict: Verdict;
      readonly shadow: Readonly<Record<string, Verdict>>;
      /** The referee's last look at what its task would accept; absent where there was none. */
      readonly examination?: readonly ExaminationCheck[];
    }
  /** Fresh attempts on the accepted example, of which nothing depends. */
  | {
      readonly kind: "retested";
      readonly ordinal: number;
      readonly example: ExampleId;
      readonly attempts: readonly Attempt[];
    }
  /** The harness called the document unsuitable for the reason given; `finding` is what the host found. */
  | {
      readonly kind: "skip";
      readonly ordinal: number;
      readonly reason: string;
      readonly confirmed: boolean;
      readonly finding: string;
    }
  | { readonly kind: "refused"; readonly ordinal: number; readonly call: string; readonly message: string }
  | { readonly kind: "ended"; readonly outcome: Outcome; readonly reason: string };

export interface Trajectory {
  readonly observation: Observation;
  readonly events: readonly TrajectoryEvent[];
}

/** Where finished episodes go. Owned here, implemented on SQLite by population/history. */
export interface EpisodeLog {
  /** The stored trajectory of this ticket; undefined when the episode has not finished. */
  find(ticket: Ticket): Trajectory | undefined;
  /** Resolves once durable. A ticket is written once. */
  append(trajectory: Trajectory): Promise<void>;
}
