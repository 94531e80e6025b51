import type { ChatRequest } from "../../models/chat.js";
import type { JsonReply } from "../../models/json-reply.js";
import type { ShownDocument } from "../corpus/document.js";
import type { VerificationReport } from "../harness/contract.js";
import type { Verdict } from "../referee/verdict.js";
import type { Attempt, Fraction, Mark } from "../trajectory.js";

/** A domain's trusted definition: what an example is, who tries it, how it is judged, when it is accepted. */
export interface Task {
  readonly name: string;
  /** Evaluation stages in order; each is run at most once per example. */
  readonly stages: readonly Stage[];
  /** Reads a draft strictly; findings are one sentence each, for the challenger. */
  readDraft(draft: unknown): DraftReading;
  /** What one finished stage means, from the evidence gathered so far; the last stage decides acceptance. */
  report(stage: string, evidence: Evidence): StageVerdict;
  /** What the acceptance policies other than the experiment's say on the same evidence, by name. Pure. */
  shadow(evidence: Evidence): Readonly<Record<string, Verdict>>;
}

export interface Stage {
  readonly name: string;
  readonly attempts: readonly { readonly seat: "weak" | "strong"; readonly count: number }[];
}

export type DraftReading =
  | { readonly ok: true; readonly example: Example }
  | { readonly ok: false; readonly findings: readonly string[] };

/** A draft that was read: its data, and every request that is made of it. */
export interface Example {
  /** JSON data: what is hashed, stored and written into data sets. */
  readonly body: Readonly<Record<string, unknown>>;
  verification(verifierPrompt: string, document: ShownDocument): ChatRequest;
  readVerification(text: string): JsonReply<VerificationReport>;
  attempt(seat: "weak" | "strong"): ChatRequest;
  judgement(answer: string): ChatRequest;
  readJudgement(text: string): JsonReply<readonly Mark[]>;
  score(marks: readonly Mark[]): Fraction;
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
