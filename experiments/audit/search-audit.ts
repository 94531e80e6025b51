import { asCommitHash, asTreeHash } from "../../foundation/ids.js";
import { baselineBatch } from "../../outer/batches.js";
import { calibration } from "../../outer/calibration.js";
import { baselineCandidate, candidateEntry } from "../../outer/candidate-record.js";
import { usedUp } from "../../outer/episode-limit.js";
import { evidenceOf } from "../../outer/evidence.js";
import { chooseFinal } from "../../outer/final-choice.js";
import {
  emptyPopulation,
  extended,
  type FinishedIteration,
  lastVisible,
  type PopulationView,
  populationView,
} from "../../outer/population-view.js";
import { isVisible, turnsOf } from "../../outer/turns.js";
import { commitText } from "../../population/candidates/candidate-commit.js";
import type { NewCandidate } from "../../population/candidates/candidate-store.js";
import { applyDiff } from "../../population/candidates/diff.js";
import { hashObject, treeHash } from "../../population/candidates/tree-hash.js";
import { auditAdmission } from "./admission-audit.js";
import { IterationAudit, type SearchScene } from "./iteration-audit.js";
import type { CandidateRow, LoggedRun } from "./logged-run.js";
import { comparisonBatches, endsOf, lastBegun } from "./planned-episodes.js";
import { placeOfDecision } from "./stored-decisions.js";
import { batchObservations } from "./stored-trajectories.js";

/**
 * Audits the search: for every iteration the population it saw, the draws, the agents' results, the decision and the
 * candidate that was committed, and at every end of the run the member it ended with. Nothing stored is left over.
 */
export async function auditSearch(scene: SearchScene): Promise<void> {
  const { run, tally } = scene;
  const candidates = new Map(run.candidateRows.map((row) => [Number(row.iteration), row]));
  const turns = new AuditedTurns(baseline(scene, candidates.get(0)));
  candidates.delete(0);
  await auditCalibration(scene, turns.view);
  for (const turn of turnsOf(lastBegun(run), run.decisions.admissions)) {
    if (turn.kind === "admission") {
      const { iteration, body } = turn.admission;
      const row = candidates.get(iteration);
      candidates.delete(iteration);
      const judgement = auditAdmission(scene, turn.admission, turns.view);
      const outcome = run.decisions.find(iteration, "outcome");
      if (judgement !== null) compareCandidate(scene, row, judgement.candidate);
      else if (row !== undefined) rowForItself(scene, row);
      if (outcome === undefined) continue;
      const evaluations = judgement?.evaluations ?? evaluationsOf(scene, iteration);
      turns.add({ iteration, place: body, outcome, candidate: committed(row), evaluations });
      continue;
    }
    const { iteration } = turn;
    const { concurrency } = run.definition.search;
    const view = turns.visible((one) => isVisible(one, iteration, concurrency));
    if (mustBeDecided(run, iteration) && !run.decisions.has(iteration, "outcome")) {
      tally.mismatch("decisions", placeOfDecision(iteration, "outcome"), "is missing");
    }
    const audit = new IterationAudit(scene, iteration, view, turns.view);
    const judgement = await audit.judged();
    const row = candidates.get(iteration);
    candidates.delete(iteration);
    const outcome = run.decisions.find(iteration, "outcome") ?? judgement?.outcome ?? null;
    if (judgement !== null) compareCandidate(scene, row, judgement.candidate);
    else if (row !== undefined) rowForItself(scene, row);
    const evaluations = judgement?.evaluations ?? evaluationsOf(scene, iteration);
    turns.add({ iteration, outcome, candidate: committed(row), evaluations });
  }
  for (const row of candidates.values()) {
    tally.mismatch("candidates", placeOf(row), "belongs to no iteration of the run");
  }
  for (const iterations of endsOf(run)) {
    await auditEnd(
      scene,
      turns.finished.filter((one) => isBefore(one, iterations)),
      iterations,
    );
  }
  for (const place of run.decisions.notAsked()) {
    tally.mismatch("decisions", place, "is stored, but nothing leads to it");
  }
}

/** Turns that were audited, with the population after each. */
class AuditedTurns {
  readonly finished: FinishedIteration[] = [];
  /** After so many of them. */
  readonly #views: PopulationView[] = [emptyPopulation];

  constructor(baseline: FinishedIteration) {
    this.add(baseline);
  }

  add(turn: FinishedIteration): void {
    this.#views.push(extended(this.view, turn));
    this.finished.push(turn);
  }

  get view(): PopulationView {
    return this.#views.at(-1) ?? emptyPopulation;
  }

  /** The population of those that are known somewhere: without admissions, the first so many. */
  visible(isKnown: (turn: FinishedIteration) => boolean): PopulationView {
    const known = this.finished.filter(isKnown);
    const areFirst = known.every((one, at) => one === this.finished[at]);
    return (areFirst ? this.#views[known.length] : undefined) ?? populationView(known);
  }
}

/** What came of the null mutants follows from their episodes and the run's rules. */
async function auditCalibration({ run, tally }: SearchScene, { members }: PopulationView): Promise<void> {
  const { policy, splits, definition, decisions, baseline: files } = run;
  const [baseline] = members;
  const { calibrate, maxInconclusiveShare } = definition.search;
  const decided = decisions.has(0, "calibration") || lastBegun(run) >= 1;
  if (calibrate === 0 || baseline === undefined || !decided) return;
  try {
    const body = await calibration({
      ...{ mutants: calibrate, files, baseline, policy, documents: splits.validation, maxInconclusiveShare },
      run: async (batch) => batchObservations(run, tally, batch),
    });
    decisions.compare(tally, 0, "calibration", body);
  } catch (error) {
    decisions.leave(0, "calibration");
    const why = error instanceof Error ? error.message : String(error);
    tally.mismatch("episodes", "null mutants", `cannot be decided anew: ${why}`);
  }
}

/** The member that the run ended with follows from the search and from the runs of the finalists it asked for. */
async function auditEnd(
  { run, tally }: SearchScene,
  finished: readonly FinishedIteration[],
  iterations: number,
): Promise<void> {
  const { policy, splits, definition } = run;
  const { minibatch, concurrency } = definition.search;
  const limit = run.decisions.find(iterations + 1, "final")?.usedUp?.limit ?? null;
  const usedUpBefore = (iteration: number) => {
    const known = finished.filter(
      (one) => isBefore(one, iteration - 1) && isVisible(one, iteration, concurrency),
    );
    return usedUp(populationView(known), {
      ...{ iterations: lastVisible(iteration, concurrency), minibatch, limit },
    });
  };
  try {
    if (iterations > 1 && usedUpBefore(iterations) !== null) {
      const what = `began, though search.episodes ${limit} was used up before`;
      tally.mismatch("decisions", `iteration ${iterations}`, what);
    }
    const final = await chooseFinal(populationView(finished), {
      ...{ policy, iterations, minibatch, documents: splits.validation },
      usedUp: usedUpBefore(iterations + 1),
      run: async (batch) => batchObservations(run, tally, batch),
    });
    run.decisions.compare(tally, iterations + 1, "final", final);
  } catch (error) {
    tally.broken("episodes", `finalists after iteration ${iterations}`, error);
  }
}

/** Whether an end of the run after so many iterations knows of it. */
function isBefore({ iteration, place }: FinishedIteration, iterations: number): boolean {
  return place === undefined ? iteration <= iterations : place.decided < iterations;
}

/** An iteration is decided before a later one is, and before one begins that sees it. */
function mustBeDecided(run: LoggedRun, iteration: number): boolean {
  const { decisions, definition } = run;
  return (
    iteration < decisions.last("outcome") ||
    iteration <= lastVisible(decisions.last("select"), definition.search.concurrency) ||
    endsOf(run).some((iterations) => iteration <= iterations)
  );
}

/** What the stored episodes say, where the decision on them could not be followed. */
function evaluationsOf(scene: SearchScene, iteration: number): FinishedIteration["evaluations"] {
  const { run, tally } = scene;
  const outcome = run.decisions.find(iteration, "outcome");
  if (outcome === undefined || outcome.candidate === null || outcome.outcome === "inconclusive") return [];
  const batches = comparisonBatches(run, iteration, outcome.parent, outcome.candidate);
  try {
    return batches.map((batch) => ({
      candidate: batch.candidate,
      evidence: evidenceOf(batchObservations(run, tally, batch)),
    }));
  } catch (error) {
    tally.broken("episodes", `iteration ${iteration}`, error);
    return [];
  }
}

/** Iteration 0: the baseline as it was committed and evaluated. */
function baseline(scene: SearchScene, row: CandidateRow | undefined): FinishedIteration {
  const { run, tally } = scene;
  const tree = treeHash(run.baseline);
  compareCandidate(
    scene,
    row,
    row === undefined && lastBegun(run) < 1 ? null : baselineCandidate(run.baseline),
  );
  const batch = baselineBatch(tree, run.splits.validation);
  try {
    const evaluations = [{ candidate: tree, evidence: evidenceOf(batchObservations(run, tally, batch)) }];
    return { iteration: 0, outcome: null, candidate: committed(row), evaluations };
  } catch (error) {
    tally.broken("episodes", "iteration 0", error);
    return { iteration: 0, outcome: null, candidate: committed(row), evaluations: [] };
  }
}

function committed(row: CandidateRow | undefined): FinishedIteration["candidate"] {
  if (row === undefined) return null;
  const member = row.standing !== "rejected";
  return { tree: asTreeHash(String(row.tree)), commit: asCommitHash(String(row.commit_hash)), member };
}

/** The row must be that of the candidate that follows; its commit's hash is computed from all that went into it. */
function compareCandidate(
  scene: SearchScene,
  row: CandidateRow | undefined,
  candidate: NewCandidate | null,
): void {
  const { run, tally } = scene;
  if (candidate === null) {
    if (row !== undefined) tally.mismatch("candidates", placeOf(row), "is stored, but nothing leads to it");
    return;
  }
  if (row === undefined) {
    tally.mismatch("candidates", `candidate of iteration ${candidate.iteration}`, "is missing");
    return;
  }
  const tree = treeHash(candidate.files);
  const commit = asCommitHash(hashObject("commit", Buffer.from(commitText(candidate, tree))).toString("hex"));
  const { commit: commit_hash, ...entry } = candidateEntry(candidate, run.baseline, { tree, commit });
  const { id: _id, ...stored } = row;
  tally.compare("candidates", placeOf(row), stored, { ...entry, commit_hash });
}

/** Where the decision that led to a candidate could not be followed, its diff must still lead to its tree. */
function rowForItself({ run, tally }: SearchScene, row: CandidateRow): void {
  try {
    const tree = treeHash(applyDiff(run.baseline, String(row.diff)));
    tally.compare("candidates", placeOf(row), { tree: row.tree }, { tree });
  } catch (error) {
    tally.broken("candidates", placeOf(row), error);
  }
}

function placeOf(row: CandidateRow): string {
  return `candidate ${row.id} (iteration ${row.iteration})`;
}
