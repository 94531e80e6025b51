import { curveData } from "../../../experiments/report/curve-data.js";
import type { RunFacts } from "../../../experiments/report/run-facts.js";
import {
  asCommitHash,
  asDocumentId,
  asTreeHash,
  type CommitHash,
  type DocumentId,
  type TreeHash,
} from "../../../foundation/ids.js";
import type { Split } from "../../../inner/corpus/document.js";
import type { Observation, Outcome } from "../../../inner/trajectory.js";
import type { Purpose } from "../../../models/call-key.js";
import type { DecisionBody, IterationOutcome, Rate } from "../../../outer/decisions.js";
import type { CandidateEntry, DecisionEntry } from "../../../population/history/history.js";
import { type Phase, ticketOf } from "../../../population/history/ticket.js";

/** A history made by hand, as plain rows. */
export interface MadeUpRun {
  readonly facts: RunFacts;
  readonly decisions: DecisionEntry[];
  readonly observations: Observation[];
  readonly candidates: CandidateEntry[];
}

export const treeOf = (name: string): TreeHash =>
  asTreeHash(
    [...name]
      .map((letter) => letter.charCodeAt(0).toString(16))
      .join("")
      .padEnd(40, "0")
      .slice(0, 40),
  );
export const commitOf = (tree: TreeHash): CommitHash => asCommitHash(`c${tree.slice(0, 39)}`);
export const documentOf = (split: Split, index: number): DocumentId => asDocumentId(`${split}-${index}`);

export const someFacts: RunFacts = {
  name: "offline",
  seed: 7,
  acceptance: "deployed",
  simulated: "all",
  plannedIterations: 12,
  finalRules: [],
  published: [],
  documents: { train: 18, validation: 12, test: 12 },
};

/** What one episode was run for. */
export interface EpisodePlace {
  readonly candidate: TreeHash;
  readonly iteration: number;
  readonly phase: Phase;
  readonly position: number;
  readonly document: DocumentId;
  readonly split: Split;
  readonly purpose: Purpose;
  /** The iteration when absent. */
  readonly repeat?: number;
}

export function observationOf(place: EpisodePlace, outcome: Outcome, calls = 20): Observation {
  return {
    ticket: ticketOf(place.iteration, place.phase, place.position),
    candidate: place.candidate,
    document: place.document,
    split: place.split,
    purpose: place.purpose,
    repeat: place.repeat ?? place.iteration,
    outcome,
    reason: "made up",
    rounds: 1,
    ticks: 0,
    cost: { calls, inputTokens: 100 * calls, outputTokens: 20 * calls, costUsd: null },
  };
}

/** One evaluation on the first `rate.conclusive` documents, of which the first `rate.accepted` are accepted. */
export function evaluationOf(
  candidate: TreeHash,
  iteration: number,
  rate: Rate,
  phase: Phase = "validate-mutant",
): Observation[] {
  const split = phase.startsWith("test") ? "test" : "validation";
  const purposes = { "test-baseline": "test", "test-best": "test", finalists: "finalist" } as const;
  const purpose =
    phase in purposes ? purposes[phase as keyof typeof purposes] : iteration === 0 ? "baseline" : "validate";
  return Array.from({ length: rate.conclusive }, (_, position) => {
    const document = documentOf(split, position);
    const place = { candidate, iteration, phase, position, document, split, purpose } as const;
    return observationOf(place, position < rate.accepted ? "accepted" : "exhausted");
  });
}

export function outcomeEntry(
  iteration: number,
  outcome: IterationOutcome,
  parent: TreeHash,
  candidate: TreeHash | null,
  more: Partial<DecisionBody<"outcome">> = {},
): DecisionEntry {
  const nothing = { because: "made up", summary: "made up", parentRate: null, mutantRate: null };
  return { iteration, kind: "outcome", body: { outcome, parent, candidate, ...nothing, ...more } };
}

export function candidateEntry(
  tree: TreeHash,
  parent: TreeHash | null,
  iteration: number,
  standing: CandidateEntry["standing"],
): CandidateEntry {
  const commits = { commit: commitOf(tree), parent: parent === null ? null : commitOf(parent) };
  return { tree, ...commits, iteration, standing, diff: "", summary: "made up" };
}

export const curveOf = ({ decisions, observations, candidates, facts }: MadeUpRun) =>
  curveData(decisions, observations, candidates, facts);
