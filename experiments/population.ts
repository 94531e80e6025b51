import { existsSync, renameSync, rmSync } from "node:fs";
import { UsageError } from "../foundation/errors.js";
import type { CommitHash } from "../foundation/ids.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import { finalSchema } from "../outer/decisions.js";
import { recordedCandidates } from "../outer/recorded-candidates.js";
import type { CandidateStore } from "../population/candidates/candidate-store.js";
import { CandidateStoreFailed } from "../population/candidates/candidate-store-error.js";
import { applyDiff } from "../population/candidates/diff.js";
import { openCandidateStore } from "../population/candidates/git-candidate-store.js";
import { treeHash } from "../population/candidates/tree-hash.js";
import type { HistoryReader } from "../population/history/history.js";
import { ablatedCandidate, ablatedIn } from "./ablate/ablated.js";
import { digestOfEnd } from "./run-end.js";

type Recorded = Pick<HistoryReader, "candidates" | "decisions" | "run">;

/**
 * Opens the population of a run, creating it when the run is new. The history holds all that its commits are made
 * of: where a candidate is missing or cannot be read, the whole repository is written again, commit by commit the
 * same, and the damaged one is kept beside it.
 * @throws UsageError as openCandidateStore and writePopulation do.
 */
export async function openPopulation(
  folder: string,
  history: Recorded,
  onNotice: (message: string) => void,
): Promise<CandidateStore> {
  const present = existsSync(folder);
  const store = await openCandidateStore(folder);
  const damage = await firstDamage(store, history);
  if (damage === null) return store;
  await store.close();
  const rebuilt = `${folder}.rebuilt`;
  rmSync(rebuilt, { recursive: true, force: true });
  const fresh = await openCandidateStore(rebuilt);
  const written = await writePopulation(fresh, history).finally(() => fresh.close());
  const kept = present ? setAside(folder) : null;
  if (kept === null) rmSync(folder, { recursive: true });
  renameSync(rebuilt, folder);
  const what = kept === null ? "was missing" : `was damaged (${damage}; kept as ${kept})`;
  onNotice(`${folder} ${what}: its ${written} candidates were written again from the history.`);
  return openCandidateStore(folder);
}

/**
 * Commits every candidate of a history to a store, and tags the result of a finished run; returns how many
 * candidates there are. What is there already stays as it is.
 * @throws UsageError when the history does not lead to the commits it names.
 */
export async function writePopulation(store: CandidateStore, history: Recorded): Promise<number> {
  let written = 0;
  const baseline = applyDiff(new Map(), history.run.get("experiment.baseline") ?? "");
  for (const { entry, candidate } of recordedCandidates(history, baseline)) {
    const { tree, commit } = await store.commit(candidate);
    if (tree !== entry.tree || commit !== entry.commit) {
      throw new UsageError(
        `the history names commit ${entry.commit} for iteration ${entry.iteration}, but what it holds of it makes ` +
          `${commit}: it was changed, and its population cannot be written again`,
      );
    }
    written += 1;
  }
  for (const ablated of ablatedIn((name) => history.run.get(name))) {
    const { commit } = await store.commit(ablatedCandidate(ablated, baseline));
    if (commit !== ablated.commit) {
      throw new UsageError(
        `the history names commit ${ablated.commit} for ablation ${ablated.number}, but what it holds of it makes ${commit}: ` +
          "it was changed, and its population cannot be written again",
      );
    }
    written += 1;
  }
  const end = history.decisions.all().findLast(({ kind }) => kind === "final");
  const digest = end && history.run.get(digestOfEnd(end.iteration - 1));
  if (digest !== undefined) await tagResult(store, finalSchema.parse(end?.body).bestCommit, digest);
  return written;
}

/** Names the candidate a run ended with, and ties the population to the history that led to it. */
export async function tagResult(store: CandidateStore, best: CommitHash, digest: string): Promise<void> {
  await store.tag("best", best, "Best candidate of the run");
  await store.tag("history-digest", best, `History digest ${digest}`);
}

/** Why the first unreadable or changed candidate cannot be used; null when all are well. */
async function firstDamage(store: CandidateStore, history: Recorded): Promise<string | null> {
  const ablated = ablatedIn((name) => history.run.get(name));
  for (const { commit, tree } of [...history.candidates.all(), ...ablated]) {
    try {
      if (treeHash(await readTwice(store, commit)) !== tree) return `${commit} has other files`;
    } catch (error) {
      if (error instanceof CandidateStoreFailed) return error.message;
      throw error;
    }
  }
  return null;
}

/** A git that a signal ended while it read says nothing about the repository. */
function readTwice(store: CandidateStore, commit: CommitHash): Promise<HarnessFiles> {
  return store.read(commit).catch(() => store.read(commit));
}

/** Moves a folder to the next free name of `population.git.damaged`, `population.git.damaged-2`, ... */
function setAside(folder: string): string {
  for (let number = 1; ; number++) {
    const name = `${folder}.damaged${number === 1 ? "" : `-${number}`}`;
    if (existsSync(name)) continue;
    renameSync(folder, name);
    return name;
  }
}
