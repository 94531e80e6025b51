import {
  asDocumentId,
  asTreeHash,
  type DocumentId,
  type Ticket,
  type TreeHash,
} from "../../foundation/ids.js";
import { type EpisodeKey, episodeText } from "../../models/call-key.js";
import {
  baselineBatch,
  calibrationBatch,
  criterionBatch,
  finalistBatch,
  type PlannedBatch,
  testBatch,
  trainBatch,
  validationBatch,
} from "../../outer/batches.js";
import { placesOf } from "../../outer/evaluate.js";
import { nullMutant } from "../../outer/null-mutant.js";
import { minibatchOf } from "../../outer/policies/minibatch.js";
import { searchPolicies } from "../../outer/policies/search-policies.js";
import { isVisible } from "../../outer/turns.js";
import { treeHash } from "../../population/candidates/tree-hash.js";
import { type Phase, ticketOf } from "../../population/history/ticket.js";
import { digestOfEnd } from "../run-end.js";
import type { LoggedRun } from "./logged-run.js";

/** A batch of episodes that the decisions of a run ask for. */
export interface ExpectedBatch extends PlannedBatch {
  /** Whether all of it was needed for what was decided later; else the run may have stopped within it. */
  readonly needed: boolean;
}

/** An episode that the decisions of a run ask for. */
export interface ExpectedEpisode {
  readonly ticket: Ticket;
  readonly batch: ExpectedBatch;
  readonly key: EpisodeKey;
  /** False for a test that was made of the same calls once before, when the run first came to an end. */
  readonly ownCalls: boolean;
}

/** How an episode's place is named in mismatches. */
export function placeOfTicket({ ticket, batch }: Pick<ExpectedEpisode, "ticket" | "batch">): string {
  return `ticket ${ticket} (iteration ${batch.iteration}, ${batch.phase})`;
}

/** Every episode that the stored decisions ask for, in the order of tickets within each batch. */
export function expectedEpisodes(run: LoggedRun): ExpectedEpisode[] {
  const seen = new Set<string>();
  return expectedBatches(run).flatMap((batch) =>
    placesOf(batch).map(({ document, repeat, position }) => {
      const { candidate, purpose } = batch;
      const key = { candidate, document, purpose, repeat };
      const text = episodeText(key);
      const ownCalls = !seen.has(text);
      seen.add(text);
      return { ticket: ticketOf(batch.iteration, batch.phase, position), batch, key, ownCalls };
    }),
  );
}

/** The last iteration that decided anything; 0 or less when none did. */
export function lastBegun({ decisions }: LoggedRun): number {
  return Math.max(decisions.last("select"), decisions.last("outcome"));
}

export function expectedBatches(run: LoggedRun): ExpectedBatch[] {
  const { splits } = run;
  const started = lastBegun(run) >= 1;
  const baseline = treeHash(run.baseline);
  const batches: ExpectedBatch[] = [{ ...baselineBatch(baseline, splits.validation), needed: started }];
  batches.push(...calibrationBatches(run, baseline).map((batch) => ({ ...batch, needed: started })));
  for (let iteration = 1; iteration <= lastBegun(run); iteration++) {
    batches.push(...batchesOf(run, iteration));
  }
  for (const { iteration, body } of run.decisions.admissions) {
    const needed = run.decisions.has(iteration, "outcome");
    for (const batch of comparisonBatches(run, iteration, body.parent, body.tree)) {
      batches.push({ ...batch, needed });
    }
  }
  for (const iterations of endsBegun(run)) batches.push(...finalistsAfter(run, iterations));
  for (const iterations of endsOf(run)) batches.push(...testsAfter(run, iterations, baseline));
  return batches;
}

/**
 * Null mutants and the baseline beside them. Which documents the policy asked for is checked where the calibration is
 * decided anew; here those stand that were run.
 */
function calibrationBatches(run: LoggedRun, baseline: TreeHash): PlannedBatch[] {
  const { validation } = run.splits;
  return Array.from({ length: run.definition.search.calibrate }, (_, index) => index + 1).flatMap((number) =>
    (["parent", "mutant"] as const).flatMap((side) => {
      const candidate = side === "parent" ? baseline : treeHash(nullMutant(run.baseline, number));
      const whole = calibrationBatch(number, side, candidate, validation, validation);
      const isWhole = side === "parent" || run.policy.nextWave === searchPolicies.paper.nextWave;
      const documents = isWhole ? validation : documentsRun(run, 0, "calibrate", whole.from);
      return documents.length === 0 ? [] : [{ ...whole, documents }];
    }),
  );
}

/** A decision that is missing is told of elsewhere; the one that followed from it says what was run. */
function batchesOf(run: LoggedRun, iteration: number): ExpectedBatch[] {
  const { decisions, splits, definition, streams } = run;
  const outcome = decisions.find(iteration, "outcome");
  const parent = decisions.parentOf(iteration) ?? outcome?.parent;
  const finished = decisions.has(iteration, "outcome");
  const merges = (decisions.find(iteration, "crossover")?.pair ?? null) !== null;
  const analyzed = finished || decisions.has(iteration, "analysis");
  const minibatch =
    decisions.find(iteration, "minibatch") ??
    (analyzed ? minibatchOf(splits.train, definition.search.minibatch, streams, iteration) : undefined);
  if (parent === undefined || (minibatch === undefined && !merges)) return [];
  const documents = merges ? [] : (minibatch?.documents ?? []);
  const batches = [{ ...trainBatch(iteration, parent, documents), needed: analyzed }];
  const mutant = validatedMutant(run, iteration);
  if (mutant === null) return batches;
  const validation = comparisonBatches(run, iteration, parent, mutant);
  return [...batches, ...validation.map((batch) => ({ ...batch, needed: finished }))];
}

/**
 * Both sides of a comparison. Which documents a policy of fewer episodes asked for follows from what it knew, which is
 * checked where its decisions are; here those stand that were run.
 */
export function comparisonBatches(
  run: LoggedRun,
  iteration: number,
  parent: TreeHash,
  mutant: TreeHash,
): PlannedBatch[] {
  const { validation } = run.splits;
  const asked = (phase: "validate-parent" | "validate-mutant") =>
    run.policy.nextWave === searchPolicies.paper.nextWave ? validation : documentsRun(run, iteration, phase);
  return [
    validationBatch(iteration, "validate-parent", parent, asked("validate-parent")),
    validationBatch(iteration, "validate-mutant", mutant, asked("validate-mutant")),
  ].filter(({ documents }) => documents.length > 0);
}

function documentsRun(
  { evidence, splits }: LoggedRun,
  iteration: number,
  phase: Phase,
  from = 0,
): DocumentId[] {
  const documents: DocumentId[] = [];
  for (let position = 0; position < splits.validation.length; position++) {
    const row = evidence.observation(ticketOf(iteration, phase, from + position));
    if (row === undefined) break;
    documents.push(asDocumentId(String(row.document)));
  }
  return documents;
}

/** The tree of the edited harness when the iteration validated it. */
function validatedMutant(run: LoggedRun, iteration: number): TreeHash | null {
  const evaluated = run.decisions.find(iteration, "outcome")?.candidate ?? null;
  const edit = run.decisions.find(iteration, "edit");
  const guard = run.decisions.find(iteration, "guard");
  if (edit === undefined || guard === undefined) return evaluated;
  if (edit.tree === null || !guard.passed) return null;
  const { concurrency } = run.definition.search;
  const known = run.candidateRows.some((row) => {
    const place = run.decisions.find(Number(row.iteration), "admission");
    return (
      row.tree === edit.tree && isVisible({ iteration: Number(row.iteration), place }, iteration, concurrency)
    );
  });
  return known ? null : edit.tree;
}

/** The numbers of iterations after which the run concluded, in order: more than one when it was continued. */
export function endsOf({ decisions }: LoggedRun): number[] {
  const ends: number[] = [];
  for (let iteration = 1; iteration <= decisions.last("final"); iteration++) {
    if (decisions.find(iteration, "final") !== undefined) ends.push(iteration - 1);
  }
  return ends;
}

/** The same with those at which the run was stopped among the finalists. */
function endsBegun(run: LoggedRun): number[] {
  const ended = new Set(endsOf(run));
  const every = Array.from({ length: Math.max(0, lastBegun(run)) }, (_, at) => at + 1);
  return every.filter(
    (end) => ended.has(end) || run.evidence.observation(ticketOf(end + 1, "finalists", 0)) !== undefined,
  );
}

/**
 * The finalists at an end of the run. Which members the policy asked for is checked where its decisions are; here those
 * stand that were run.
 */
function finalistsAfter(run: LoggedRun, iterations: number): ExpectedBatch[] {
  const { validation } = run.splits;
  const needed = run.decisions.find(iterations + 1, "final") !== undefined;
  const batches: ExpectedBatch[] = [];
  const repeats = new Map<TreeHash, number>();
  for (let from = 0; ; from += validation.length) {
    const rows = validation.map((_, at) =>
      run.evidence.observation(ticketOf(iterations + 1, "finalists", from + at)),
    );
    const row = rows.find((one) => one !== undefined);
    if (row === undefined) return batches;
    const candidate = asTreeHash(String(row.candidate));
    const repeat = repeats.get(candidate) ?? 0;
    repeats.set(candidate, repeat + 1);
    batches.push({ ...finalistBatch(iterations, candidate, validation, { repeat, from }), needed });
  }
}

function testsAfter(run: LoggedRun, iterations: number, baseline: TreeHash): ExpectedBatch[] {
  const { decisions, splits, facts, definition } = run;
  const best = decisions.find(iterations + 1, "final")?.best;
  if (best === undefined || splits.test.length === 0) return [];
  const needed = facts.has(digestOfEnd(iterations));
  const times = definition.search.finalTestRepeats;
  const test = (phase: "test-baseline" | "test-best", tree: string) => ({
    ...testBatch(iterations, phase, asTreeHash(tree), splits.test, times),
    needed,
  });
  const criteria = definition.search.finalPresets.flatMap((_, preset) =>
    sidesOf(baseline, best).map(({ side, tree }) => ({
      ...criterionBatch(iterations, side, asTreeHash(tree), splits.test, { preset, times }),
      needed,
    })),
  );
  return [...sidesOf(baseline, best).map(({ side, tree }) => test(`test-${side}`, tree)), ...criteria];
}

/** What is measured at an end: the baseline, and the best where it is another. */
function sidesOf(baseline: string, best: string) {
  const sides = [
    { side: "baseline", tree: baseline },
    { side: "best", tree: best },
  ] as const;
  return best === baseline ? sides.slice(0, 1) : sides;
}
