import { asTreeHash, type DocumentId, type TreeHash } from "../../../foundation/ids.js";
import { type Random, randomStreams } from "../../../foundation/random.js";
import type { Rate } from "../../../outer/decisions.js";
import type { Phase } from "../../../population/history/ticket.js";
import {
  candidateEntry,
  commitOf,
  documentOf,
  type MadeUpRun,
  observationOf,
  outcomeEntry,
  someFacts,
  treeOf,
} from "./made-up-run.js";

export interface SearchPlan {
  readonly iterations: number;
  /** Documents per split; 25 each when absent. */
  readonly validation?: number;
  readonly test?: number;
  readonly testRepeats?: number;
  readonly seed?: number;
  /** False: stopped half-way, without final decision and test. */
  readonly finished?: boolean;
  /** The baseline's true pass rate. */
  readonly start?: number;
}

interface Member {
  readonly tree: TreeHash;
  readonly scores: number[];
}

/** A search under way: what it has logged, and the truth that its evaluations are drawn from. */
interface Search {
  readonly plan: Required<SearchPlan>;
  readonly random: Random;
  readonly run: MadeUpRun;
  readonly truth: Map<TreeHash, number>;
  readonly ease: Map<DocumentId, number>;
  readonly members: Member[];
}

const baseline = treeOf("base");
const summaries = [
  "Ask only what is specific to this paper",
  "Shorter context",
  "State the problem, never the mechanism",
  "Positive criteria only, weights capped at 7",
  "Ask why, not what",
  "Integer weights, strict JSON",
];

/** A whole search with luck, slow progress and provider faults: what a real history looks like, from one seed. */
export function madeUpSearch(wanted: SearchPlan): MadeUpRun {
  const plan = { validation: 25, test: 25, testRepeats: 1, seed: 7, finished: true, start: 0.14, ...wanted };
  const search: Search = {
    plan,
    random: randomStreams(plan.seed).fork("made-up"),
    run: emptyRun(plan),
    truth: new Map([[baseline, plan.start]]),
    ease: new Map(),
    members: [{ tree: baseline, scores: [] }],
  };
  const first = measure(search, baseline, 0, "validate-parent");
  search.members[0]?.scores.push(first.accepted / first.conclusive);
  for (let iteration = 1; iteration <= plan.iterations; iteration++) iterate(search, iteration);
  if (plan.finished) conclude(search);
  return search.run;
}

function emptyRun({ seed, finished, iterations, validation, test }: Required<SearchPlan>): MadeUpRun {
  const documents = { train: 50, validation, test };
  const plannedIterations = finished ? iterations : iterations * 2;
  return {
    facts: { ...someFacts, seed, plannedIterations, documents },
    decisions: [],
    observations: [],
    candidates: [candidateEntry(baseline, null, 0, "baseline")],
  };
}

function iterate(search: Search, iteration: number): void {
  const { random, run, truth, members } = search;
  const parent = drawn(members, random);
  const fate = random.next();
  const summary = summaries[random.integer(summaries.length)] ?? "";
  if (fate < 0.08) {
    const because = "guard: edits outside the harness (inner/referee/judge.md)";
    const outcome = fate < 0.05 ? "invalid" : "no change";
    run.decisions.push(outcomeEntry(iteration, outcome, parent.tree, null, { because, summary }));
    return;
  }
  const mutant = asTreeHash(Array.from({ length: 40 }, () => random.integer(16).toString(16)).join(""));
  const moved = (truth.get(parent.tree) ?? 0) + (random.next() - 0.45) * 0.09;
  truth.set(mutant, Math.min(0.75, Math.max(0, moved)));
  const parentRate = measure(search, parent.tree, iteration, "validate-parent");
  const mutantRate = measure(search, mutant, iteration, "validate-mutant");
  parent.scores.push(parentRate.accepted / parentRate.conclusive);
  const accepted = mutantRate.accepted * parentRate.conclusive > parentRate.accepted * mutantRate.conclusive;
  if (accepted) members.push({ tree: mutant, scores: [mutantRate.accepted / mutantRate.conclusive] });
  const [outcome, standing] = accepted
    ? (["accepted", "member"] as const)
    : (["rejected", "rejected"] as const);
  run.candidates.push(candidateEntry(mutant, parent.tree, iteration, standing));
  const rates = { parentRate, mutantRate, summary };
  run.decisions.push(outcomeEntry(iteration, outcome, parent.tree, mutant, rates));
}

function conclude(search: Search): void {
  const { plan, run, members } = search;
  const best = members.reduce((a, b) => (scoreOf(b) > scoreOf(a) ? b : a)).tree;
  const scored = members.map((one) => ({
    candidate: one.tree,
    score: scoreOf(one),
    evaluations: one.scores.length,
  }));
  const iteration = plan.iterations + 1;
  const body = { best, bestCommit: commitOf(best), members: scored };
  run.decisions.push({ iteration, kind: "final", body });
  measure(search, baseline, iteration, "test-baseline");
  if (best !== baseline) measure(search, best, iteration, "test-best");
}

/** Logs one evaluation on all documents of the phase's split. */
function measure(
  { plan, random, run, truth, ease }: Search,
  candidate: TreeHash,
  iteration: number,
  phase: Phase,
): Rate {
  const split = phase.startsWith("test") ? "test" : "validation";
  const purpose = split === "test" ? "test" : iteration === 0 ? "baseline" : "validate";
  const documents = plan[split];
  const rate = { accepted: 0, conclusive: 0 };
  for (let position = 0; position < documents * (split === "test" ? plan.testRepeats : 1); position++) {
    const document = documentOf(split, position % documents);
    if (!ease.has(document)) ease.set(document, random.next() - 0.5);
    const chance = (truth.get(candidate) ?? 0) + 0.3 * (ease.get(document) ?? 0);
    const outcome = random.next() < 0.01 ? "inconclusive" : random.next() < chance ? "accepted" : "exhausted";
    if (outcome !== "inconclusive") rate.conclusive++;
    if (outcome === "accepted") rate.accepted++;
    const repeat = split === "test" ? Math.floor(position / documents) : iteration;
    const place = { candidate, iteration, phase, position, document, split, purpose, repeat } as const;
    run.observations.push(observationOf(place, outcome, 10 + random.integer(30)));
  }
  return rate;
}

const scoreOf = ({ scores }: Member) => scores.reduce((sum, one) => sum + one, 0) / scores.length;

function drawn(members: readonly Member[], random: Random): Member {
  const weights = members.map((member) => Math.exp(scoreOf(member) / 0.1));
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return members[index === -1 ? members.length - 1 : index] as Member;
}
