import { resolve } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import { type Admission, proposedAdmissions } from "../../outer/admission.js";
import type { DecisionBody } from "../../outer/decisions.js";
import { type LoggedTurns, loggedTurns } from "../../outer/logged-turns.js";
import { bestMember, type PopulationView, populationView } from "../../outer/population-view.js";
import { changedFiles, unifiedDiff } from "../../population/candidates/diff.js";
import { iterationOfAdmission } from "../../population/history/admission-number.js";
import type { HistoryReader } from "../../population/history/history.js";
import {
  harnessInRun,
  parseHarnessReference,
  type ResolvedHarness,
  resolveHarness,
} from "../harness-reference.js";
import { readRun } from "../loaded-run.js";
import type { PreparedExperiment } from "../prepare.js";
import { type LoggedAdmission, loggedAdmissions } from "../report/logged-decisions.js";
import { runEnd } from "../run-end.js";
import { existingRun } from "../run-folder.js";
import { authorOf } from "./author.js";
import { type RecordedOptions, recordedExperiment } from "./recorded-experiment.js";

export interface AdmissionOptions extends RecordedOptions {
  /** A folder, or a candidate of a run. */
  readonly edited: string;
  /** A run folder. */
  readonly run: string;
  /** `best`, `baseline`, or the first digits of a member. */
  readonly parent: string;
  readonly author: string | undefined;
  readonly because: string;
}

/** A harness that is about to be admitted; nothing is written and nothing is asked yet. */
export interface PreparedAdmission {
  readonly experiment: PreparedExperiment;
  readonly edited: Pick<ResolvedHarness, "name" | "tree" | "files">;
  readonly against: Pick<ResolvedHarness, "name" | "tree" | "files">;
  readonly admission: Admission;
  /** Whether an earlier process has begun it. */
  readonly begun: boolean;
}

/** What was decided before of the same harness. */
export interface DecidedBefore {
  readonly edited: PreparedAdmission["edited"];
  readonly decided: LoggedAdmission;
}

/**
 * Reads the run and the harness, and finds parent and place.
 * @throws UsageError for anything that cannot be used, among it a harness that the run has as a candidate already.
 */
export async function prepareAdmission(
  options: AdmissionOptions,
): Promise<PreparedAdmission | DecidedBefore> {
  const { run, workingFolder } = options;
  const path = resolve(workingFolder, run);
  const edited = await harnessNamed(options.edited, workingFolder);
  const author = await authorOf(options.author);
  const history = readRun(path);
  try {
    const experiment = await recordedExperiment(history, existingRun(path), options);
    const decided = loggedAdmissions(history.decisions.all()).find(
      ({ outcome }) => outcome.candidate === edited.tree && outcome.outcome !== "inconclusive",
    );
    if (decided !== undefined) return { edited, decided };
    const turns = loggedTurns(history, experiment.splits.validation.length);
    requireReady(history, turns, experiment, run);
    const view = populationView(turns.finished);
    requireNew(view, turns, edited, run);
    const against = parentOf(history, view, options);
    const proposed = {
      author,
      because: options.because.trim().replace(/\s+/g, " "),
      ...turns.place,
      parent: against.tree,
      parentCommit: against.commit,
      tree: edited.tree,
      changedFiles: changedFiles(against.files, edited.files),
      diff: unifiedDiff(against.files, edited.files),
    };
    return { experiment, edited, against, ...numbered(history, proposed) };
  } finally {
    await history.close();
  }
}

async function harnessNamed(reference: string, workingFolder: string): Promise<PreparedAdmission["edited"]> {
  const { path, candidate } = parseHarnessReference(reference);
  return { ...(await resolveHarness({ path: resolve(workingFolder, path), candidate })), name: reference };
}

/** @throws UsageError where a run is in no state to take an admission. */
function requireReady(
  history: HistoryReader,
  { finished, place }: LoggedTurns,
  { definition }: PreparedExperiment,
  run: string,
): void {
  if (finished.length === 0) {
    throw new UsageError(`${run} has not evaluated its baseline yet: continue it, then admit`);
  }
  const { iterations } = definition.search;
  if (place.decided < iterations || runEnd(history, definition.search) !== null) return;
  throw new UsageError(
    `${run} has decided all of its ${iterations} iterations and not finished its final test: continue it to its end, ` +
      "then admit",
  );
}

/** @throws UsageError when the run has this very harness as a candidate. */
function requireNew(
  { known }: PopulationView,
  { finished }: LoggedTurns,
  { name, tree }: PreparedAdmission["edited"],
  run: string,
): void {
  if (!known.has(tree)) return;
  const entry = finished.find(({ candidate }) => candidate?.tree === tree);
  const standing = entry?.candidate?.member === true ? "a member" : "rejected";
  const which =
    entry?.iteration === 0
      ? "the baseline"
      : `candidate ${tree.slice(0, 6)}, ${standing} since iteration ${entry?.iteration}`;
  throw new UsageError(`${name} is a duplicate: ${run} has it as ${which}; edit it first`);
}

/** @throws UsageError when the name is none of a member. */
function parentOf(
  history: HistoryReader,
  { members }: PopulationView,
  { parent, run }: AdmissionOptions,
): ResolvedHarness & { readonly commit: NonNullable<ResolvedHarness["commit"]> } {
  const best = parent === "best" ? bestMember({ members }).candidate : parent;
  const found = harnessInRun(history, run, best);
  const member = members.find(({ candidate }) => candidate === found.tree);
  if (member === undefined) {
    throw new UsageError(
      `${parent} is no member of ${run}, and only members have descendants: name one with --parent, best or baseline`,
    );
  }
  return { ...found, commit: member.commit, name: found.name.slice(found.name.lastIndexOf(":") + 1) };
}

/** The one that a process was stopped in, when nothing was begun or decided since; else a new one. */
function numbered(
  history: HistoryReader,
  proposed: DecisionBody<"admission">,
): Pick<PreparedAdmission, "admission" | "begun"> {
  const last = proposedAdmissions(history.decisions.all()).at(-1);
  if (last !== undefined && isSame(last, proposed) && !isDecided(history, last)) {
    requireSameWords(last, proposed);
    return { admission: last, begun: true };
  }
  const number = (last?.number ?? 0) + 1;
  return { admission: { number, iteration: iterationOfAdmission(number), body: proposed }, begun: false };
}

function isDecided({ decisions }: HistoryReader, { iteration }: Admission): boolean {
  return decisions.find(iteration, "outcome") !== undefined;
}

function isSame({ body }: Admission, proposed: DecisionBody<"admission">): boolean {
  const { tree, parent, decided, begun } = proposed;
  return body.tree === tree && body.parent === parent && body.decided === decided && body.begun === begun;
}

/** @throws UsageError when an admission that was begun says something else. */
function requireSameWords({ body }: Admission, { author, because }: DecisionBody<"admission">): void {
  if (body.author === author && body.because === because) return;
  const reason = body.because === "" ? "without --because" : `with --because ${JSON.stringify(body.because)}`;
  throw new UsageError(
    `an admission of this harness was begun by ${JSON.stringify(body.author)} ${reason}: give the same to finish it`,
  );
}
