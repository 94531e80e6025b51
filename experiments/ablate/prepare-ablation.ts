import { resolve } from "node:path";
import type { Clock } from "../../foundation/clock.js";
import { createSandbox } from "../../inner/sandbox/create-sandbox.js";
import type { Observation } from "../../inner/trajectory.js";
import { ThreeWayMerges } from "../../population/candidates/three-way-merge.js";
import type { CandidateEntry, HistoryReader } from "../../population/history/history.js";
import { type RecordedOptions, recordedExperiment } from "../admit/recorded-experiment.js";
import { episodeSetting, harnessChecks } from "../assemble.js";
import { folderBeside } from "../folder-beside.js";
import { candidatesOf } from "../harness-reference.js";
import { readRun, viewOf } from "../loaded-run.js";
import { namedCandidate, nameOf } from "../named-candidate.js";
import type { PreparedExperiment } from "../prepare.js";
import { existingRun, type RunFolder, requireUsable, runFolderAt } from "../run-folder.js";
import { type Edit, editsTo, type Removal, removalsOf } from "./removals.js";

export interface AblationOptions extends RecordedOptions {
  /** A run folder, or a history file, as it was typed. */
  readonly run: string;
  /** `best`, or the first digits of a candidate. */
  readonly candidate: string;
  /** Where episodes are kept, in place of a folder beside the run's. */
  readonly out: string | undefined;
}

/** A candidate whose edits are about to be taken back; nothing is written and nothing is asked yet. */
export interface PreparedAblation {
  /** As it was typed. */
  readonly run: string;
  readonly runFolder: RunFolder;
  /** Whether the run has come to its end: else its best may be another one later. */
  readonly final: boolean;
  /** The run's experiment, with the folder that the ablation's episodes are kept in. */
  readonly experiment: PreparedExperiment;
  readonly candidate: CandidateEntry;
  readonly name: string;
  readonly best: boolean;
  /** The first one first; none of a baseline. */
  readonly edits: readonly Edit[];
  readonly removals: readonly Removal[];
  /** The run's own validation episodes of the candidate: what fresh ones will be like. */
  readonly earlier: readonly Observation[];
}

/**
 * Reads the run, and takes every edit of the candidate back.
 * @throws UsageError when there is no such run or candidate, and as recordedExperiment does.
 */
export async function prepareAblation(options: AblationOptions): Promise<PreparedAblation> {
  const { run, workingFolder, out } = options;
  const runFolder = existingRun(resolve(workingFolder, run));
  const history = readRun(runFolder.history);
  try {
    const recorded = await recordedExperiment(history, runFolder, options);
    const { digest } = viewOf(history);
    const candidates = candidatesOf(history, run);
    const candidate = namedCandidate(options.candidate, candidates);
    const edits = editsTo(history, run, candidate);
    const { search: _search, ...rules } = recorded.identity;
    const identity = { ...rules, ablation: { candidate: candidate.tree } };
    const folder =
      out === undefined
        ? folderBeside(runFolder, "ablate", identity)
        : runFolderAt(resolve(workingFolder, out));
    requireUsable(folder);
    return {
      ...{ run, runFolder, final: digest !== null, candidate, edits },
      experiment: { ...recorded, identity, folder },
      name: nameOf(candidate, candidates.all),
      best: candidate.tree === candidates.best,
      removals: await takenBack(edits),
      earlier: validationEpisodes(history, candidate),
    };
  } finally {
    await history.close();
  }
}

async function takenBack(edits: readonly Edit[]): Promise<Removal[]> {
  const merges = await ThreeWayMerges.open();
  try {
    return await removalsOf(merges, edits);
  } finally {
    await merges.close();
  }
}

function validationEpisodes({ totals }: HistoryReader, { tree }: CandidateEntry): Observation[] {
  return totals.observations().filter(({ candidate, split }) => candidate === tree && split === "validation");
}

/** A removal, and what the guard has against the harness that is left; it is measured when that is nothing. */
export interface GuardedRemoval {
  readonly removal: Removal;
  readonly findings: readonly string[];
}

/**
 * The guard on every harness without one edit, as on a mutant of the candidate: types and a trial episode with
 * simulated models among it. Costs nothing and leaves no trace.
 */
export async function guardRemovals(
  { experiment, removals, edits }: PreparedAblation,
  clock: Clock,
): Promise<GuardedRemoval[]> {
  const sandbox = await createSandbox();
  try {
    const checks = harnessChecks(experiment, episodeSetting(experiment, sandbox), clock);
    const whole = edits.at(-1)?.after ?? new Map();
    const guarded: GuardedRemoval[] = [];
    for (const removal of removals) {
      const found =
        removal.kind === "comes off" ? (await checks.beforeValidation(whole, removal.files)).findings : [];
      guarded.push({ removal, findings: found });
    }
    return guarded;
  } finally {
    await sandbox.close();
  }
}
