import type { ChatRequest } from "../../models/chat.js";
import type { JsonReply } from "../../models/json-reply.js";
import type { ShownDocument } from "../corpus/document.js";
import type { VerificationReport } from "../harness/contract.js";
import type { Policy } from "../referee/condition.js";
import type { RefereeRule } from "../referee/rules.js";
import type { SolverMode } from "../referee/solver-mode.js";
import type { Verdict } from "../referee/verdict.js";
import type { Attempt, Fraction, Mark, Review } from "../trajectory.js";

/** A domain's trusted definition: what an example is, who tries it, how it is judged, when it is accepted. */
export interface Task {
  readonly name: string;
  /** Evaluation stages in order; each is run at most once per example. */
  readonly stages: readonly Stage[];
  /** How each solver comes to one answer. */
  readonly solvers: Readonly<Record<SolverSeat, SolverMode>>;
  /** How a harness's claim is checked that a document cannot be a source; absent where every document can. */
  readonly suitability?: Suitability;
  /**
   * Reads a draft strictly; findings are one sentence each, for the challenger.
   * @param document text that the draft was made from, which tells what it may quote: nothing when absent, what it
   * likes where null.
   */
  readDraft(draft: unknown, document?: string | null): DraftReading;
  /**
   * What one finished stage means, from the evidence gathered so far; the last stage decides acceptance.
   * @param review what the stage's review said; null in stages without one.
   */
  report(stage: string, evidence: Evidence, review: Review | null): StageVerdict;
  /** The rules of a strict referee that are not about drafts; none when absent. */
  readonly rules?: ReadonlySet<RefereeRule>;
  /** What the acceptance policies other than the experiment's say on the same evidence, by name. Pure. */
  shadow(evidence: Evidence): Readonly<Record<string, Verdict>>;
  /** The conditions behind `report` and `shadow`; absent where no attempt can be spared. */
  readonly policies?: Policies;
  /** Attempts that cannot change the verdict are not made; see referee/gather-attempts.ts. */
  readonly stopWhenCertain?: boolean;
}

/** By which conditions a task rejects; those of later stages are asked with the scores of these stages. */
export interface Policies {
  readonly own: Policy;
  /** Of the acceptance policies other than the experiment's, by name. */
  readonly others: Readonly<Record<string, Policy>>;
  /** How a stage's lines tell of a condition that can only fail, as `report` tells of one that failed. */
  lineOf(stage: string, sentence: string): string;
}

export type SolverSeat = "weak" | "strong";

export interface Stage {
  readonly name: string;
  readonly attempts: readonly { readonly seat: SolverSeat; readonly count: number }[];
}

/** The host's own question about a document; the harness's reasons are not shown. */
export interface Suitability {
  request(document: ShownDocument): ChatRequest;
  /** `reason`: one sentence or a ground, either way. */
  read(text: string): JsonReply<{ readonly suitable: boolean; readonly reason: string }>;
}

export type DraftReading =
  | { readonly ok: true; readonly example: Example }
  | { readonly ok: false; readonly findings: readonly string[] };

/** A draft that was read: its data, and every request that is made of it. */
export interface Example {
  /** JSON data: what is hashed, stored and written into data sets. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The reasoning behind the reference, for a solver that is shown it; null where the task has none. */
  readonly reasoning: string | null;
  /** All that solvers are shown of it. */
  readonly shown: string;
  /** An answer that earns all points; null where the task has none. */
  readonly reference: string | null;
  /** The referee's own verification, with its own prompt. */
  audit(document: ShownDocument): AuditQuestion;
  verification(verifierPrompt: string, document: ShownDocument): ChatRequest;
  readVerification(text: string): JsonReply<VerificationReport>;
  attempt(seat: SolverSeat): ChatRequest;
  /** Whether two replies of a solver give the same answer; absent where answers cannot be compared by code. */
  agree?(reply: string, other: string): boolean;
  judgement(answer: string): ChatRequest;
  readJudgement(text: string, answer: string): JsonReply<readonly Mark[]>;
  score(marks: readonly Mark[]): Fraction;
  /** How blank answers are told from a blank endpoint; absent where a blank answer cannot be measured. */
  readonly blank?: BlankAnswers;
  /** The question to the judge about a stage's attempts, once all were measured; null where there is none. */
  review?(stage: string, evidence: Evidence, earlier: readonly Review[]): StageQuestion | null;
}

/** A trivial question: a solver that answers it while it leaves the example's question blank has failed the latter. */
export interface BlankAnswers {
  readonly probe: ChatRequest;
  answered(reply: string): boolean;
  /** Marks of a blank answer. */
  readonly marks: readonly Mark[];
}

export interface AuditQuestion {
  readonly request: ChatRequest;
  read(text: string): JsonReply<VerificationReport>;
}

export interface StageQuestion {
  readonly request: ChatRequest;
  read(text: string): JsonReply<Review>;
}

/** All measured attempts on one example, by stage name. */
export type Evidence = ReadonlyMap<string, readonly Attempt[]>;

export interface StageVerdict {
  /** The stage's own conditions held. */
  readonly passed: boolean;
  /** One line per condition group, as the harness and the analyzer read them. */
  readonly lines: readonly string[];
  /** The decision once the evidence settles it; null while a later stage must still be run. */
  readonly verdict: Verdict | null;
}
