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
import { type Random, randomStreams } from "../../../foundation/random.js";
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
}

export function observationOf(place: EpisodePlace, outcome: Outcome, calls = 20): Observation {
  return {
    ticket: ticketOf(place.iteration, place.phase, place.position),
    candidate: place.candidate,
    document: place.document,
    split: place.split,
    purpose: place.purpose,
    repeat: place.iteration,
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
  const purpose = split === "test" ? "test" : iteration === 0 ? "baseline" : "validate";
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

const summaries = [
  "Ask only what is specific to this paper",
  "Shorter context",
  "State the problem, never the mechanism",
  "Positive criteria only, weights capped at 7",
  "Ask why, not what",
  "Integer weights, strict JSON",
];

export interface SearchPlan {
  readonly iterations: number;
  readonly validation?: number;
  readonly test?: number;
  readonly testRepeats?: number;
  readonly seed?: number;
  readonly finished?: boolean;
  readonly start?: number;
}

/** A whole search with luck and slow progress: what a real history looks like, from one seed. */
export function madeUpSearch(plan: SearchPlan): MadeUpRun {
  const {
    iterations,
    validation = 25,
    test = 25,
    testRepeats = 1,
    seed = 7,
    finished = true,
    start = 0.14,
  } = plan;
  const random = randomStreams(seed).fork("made-up");
  const baseline = treeOf("base");
  const truth = new Map<TreeHash, number>([[baseline, start]]);
  const ease = new Map<DocumentId, number>();
  const run: MadeUpRun = {
    facts: {
      ...someFacts,
      seed,
      plannedIterations: finished ? iterations : iterations * 2,
      documents: { train: 50, validation, test },
    },
    decisions: [],
    observations: [],
    candidates: [candidateEntry(baseline, null, 0, "baseline")],
  };
  const members = [{ tree: baseline, scores: [] as number[] }];
  const measure = (candidate: TreeHash, iteration: number, phase: Phase, repeats = 1): Rate => {
    const split = phase.startsWith("test") ? "test" : "validation";
    const purpose = split === "test" ? "test" : iteration === 0 ? "baseline" : "validate";
    const rate = { accepted: 0, conclusive: 0 };
    const documents = split === "test" ? test : validation;
    for (let position = 0; position < documents * repeats; position++) {
      const document = documentOf(split, position % documents);
      if (!ease.has(document)) ease.set(document, random.next() - 0.5);
      const chance = (truth.get(candidate) ?? 0) + 0.3 * (ease.get(document) ?? 0);
      const outcome =
        random.next() < 0.01 ? "inconclusive" : random.next() < chance ? "accepted" : "exhausted";
      if (outcome !== "inconclusive") rate.conclusive++;
      if (outcome === "accepted") rate.accepted++;
      const place = { candidate, iteration, phase, position, document, split, purpose } as const;
      run.observations.push(observationOf(place, outcome, 10 + random.integer(30)));
    }
    return rate;
  };
  const score = (member: { scores: number[] }) =>
    member.scores.reduce((sum, one) => sum + one, 0) / member.scores.length;
  const first = measure(baseline, 0, "validate-parent");
  members[0]?.scores.push(first.accepted / first.conclusive);
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const parent = drawn(members, score, random);
    const fate = random.next();
    const summary = summaries[random.integer(summaries.length)] ?? "";
    if (fate < 0.08) {
      const because = "guard: edits outside the harness (inner/referee/judge.md)";
      run.decisions.push(
        outcomeEntry(iteration, fate < 0.05 ? "invalid" : "no change", parent.tree, null, {
          because,
          summary,
        }),
      );
      continue;
    }
    const mutant = asTreeHash(Array.from({ length: 40 }, () => random.integer(16).toString(16)).join(""));
    truth.set(
      mutant,
      Math.min(0.75, Math.max(0, (truth.get(parent.tree) ?? 0) + (random.next() - 0.45) * 0.09)),
    );
    const parentRate = measure(parent.tree, iteration, "validate-parent");
    const mutantRate = measure(mutant, iteration, "validate-mutant");
    parent.scores.push(parentRate.accepted / parentRate.conclusive);
    const accepted =
      mutantRate.accepted * parentRate.conclusive > parentRate.accepted * mutantRate.conclusive;
    if (accepted) members.push({ tree: mutant, scores: [mutantRate.accepted / mutantRate.conclusive] });
    run.candidates.push(candidateEntry(mutant, parent.tree, iteration, accepted ? "member" : "rejected"));
    const rates = { parentRate, mutantRate, summary };
    run.decisions.push(
      outcomeEntry(iteration, accepted ? "accepted" : "rejected", parent.tree, mutant, rates),
    );
  }
  if (finished) {
    const best = members.reduce((a, b) => (score(b) > score(a) ? b : a));
    const scored = members.map((m) => ({ candidate: m.tree, score: score(m), evaluations: m.scores.length }));
    const body = { best: best.tree, bestCommit: commitOf(best.tree), members: scored };
    run.decisions.push({ iteration: iterations, kind: "final", body });
    if (test > 0) measure(baseline, iterations + 1, "test-baseline", testRepeats);
    if (test > 0 && best.tree !== baseline) measure(best.tree, iterations + 1, "test-best", testRepeats);
  }
  return run;
}

function drawn<M>(members: readonly M[], score: (member: M) => number, random: Random): M {
  const weights = members.map((member) => Math.exp(score(member) / 0.1));
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return members[index === -1 ? members.length - 1 : index] as M;
}
