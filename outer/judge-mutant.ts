import type { DocumentId } from "../foundation/ids.js";
import type { NewCandidate } from "../population/candidates/candidate-store.js";
import { mutantCandidate } from "./candidate-record.js";
import type { DecisionBody, Rate } from "./decisions.js";
import { evidenceOf } from "./evidence.js";
import type { MutantAttempt } from "./mutant.js";
import type { SearchPolicy } from "./policies/search-policy.js";
import type { FinishedIteration, PopulationView } from "./population-view.js";

type Evaluated = Extract<MutantAttempt, { ended: "evaluated" }>;

/** What decisions go by. */
export interface JudgingRules {
  readonly policy: Pick<SearchPolicy, "judge">;
  /** All validation documents. */
  readonly documents: readonly DocumentId[];
  /** See strictlyBetter. */
  readonly maxInconclusiveShare: number;
}

/** What is decided of an iteration, and what follows from it. */
export interface Judgement {
  /** The comparison; null when there was nothing to compare. */
  readonly accept: DecisionBody<"accept"> | null;
  readonly outcome: DecisionBody<"outcome">;
  /** What is to be committed: a new member or a rejected mutant; null when nothing is. */
  readonly candidate: NewCandidate | null;
  /** Validation evaluations that count in the population's scores. */
  readonly evaluations: FinishedIteration["evaluations"];
}

/**
 * Decides on what an iteration brought. Pure; `before` holds every earlier iteration.
 */
export function judgeMutant(
  iteration: number,
  attempt: MutantAttempt,
  before: Pick<PopulationView, "known">,
  rules: JudgingRules,
): Judgement {
  if (attempt.ended !== "evaluated") {
    return { accept: null, outcome: notEvaluated(attempt), candidate: null, evaluations: [] };
  }
  const { tree, files, parentCommit: parent, summary, rationale, admitter } = attempt;
  const otherParent = attempt.other?.commit;
  const evaluations = [
    { candidate: attempt.parent, evidence: evidenceOf(attempt.parentRun) },
    { candidate: tree, evidence: evidenceOf(attempt.mutantRun) },
  ];
  if (before.known.has(tree)) {
    const because = `equals candidate ${tree.slice(0, 6)} of an iteration that ran beside this one`;
    const outcome = outcomeOf(attempt, "duplicate", because, null);
    return { accept: null, outcome, candidate: null, evaluations };
  }
  const { documents, maxInconclusiveShare, policy } = rules;
  const accept = policy.judge({
    documents,
    parent: attempt.parentEvidence,
    mutant: attempt.mutantRun,
    parentRun: attempt.parentRun,
    maxInconclusiveShare,
  });
  if (accept.verdict === "not measured") {
    const outcome = outcomeOf(attempt, "inconclusive", accept.because, accept);
    return { accept, outcome, candidate: null, evaluations: [] };
  }
  const decided = accept.verdict === "accept" ? "accepted" : "rejected";
  return {
    accept,
    outcome: outcomeOf(attempt, decided, accept.because, accept),
    candidate: mutantCandidate({
      ...{ files, parent, otherParent, iteration, summary, rationale, accept, admitter },
    }),
    evaluations,
  };
}

function notEvaluated(attempt: Exclude<MutantAttempt, Evaluated>): DecisionBody<"outcome"> {
  return {
    outcome: attempt.ended,
    because: attempt.because,
    summary: attempt.summary,
    parent: attempt.parent,
    ...(attempt.other && { otherParent: attempt.other.tree }),
    candidate: null,
    parentRate: null,
    mutantRate: null,
  };
}

function outcomeOf(
  attempt: Evaluated,
  outcome: DecisionBody<"outcome">["outcome"],
  because: string,
  rates: { parent: Rate; mutant: Rate } | null,
): DecisionBody<"outcome"> {
  return {
    outcome,
    because,
    summary: attempt.summary,
    parent: attempt.parent,
    ...(attempt.other && { otherParent: attempt.other.tree }),
    candidate: attempt.tree,
    parentRate: rates?.parent ?? null,
    mutantRate: rates?.mutant ?? null,
  };
}
