import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../foundation/errors.js";
import type { CommitHash, TreeHash } from "../foundation/ids.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import { applyDiff } from "../population/candidates/diff.js";
import { treeHash } from "../population/candidates/tree-hash.js";
import type { CandidateEntry, HistoryReader } from "../population/history/history.js";
import { namedCandidates } from "./ablate/ablated.js";
import { agentic, methods } from "./compare/methods.js";
import { readHarnessFolder } from "./harness-folder.js";
import { otherKindOf } from "./identity.js";
import { readRun, viewOf } from "./loaded-run.js";
import { type Candidates, namedCandidate, nameOf } from "./named-candidate.js";
import { runFolderAt } from "./run-folder.js";

/**
 * What people type for a harness: `RUN:best`, `RUN:baseline`, `RUN:5d43de` (first digits of a candidate), the name of
 * an arm in a comparison (`RUN:agentic`), or a path alone: a run, whose best is meant, or a folder with a workflow.ts.
 */
export interface HarnessReference {
  readonly path: string;
  /** Null when the path stands alone. */
  readonly candidate: string | null;
}

/** A harness, wherever it was found. */
export interface ResolvedHarness {
  /** A reference that leads here again whatever the run does: `runs/offline-7:5d43de`, or the folder. */
  readonly name: string;
  readonly tree: TreeHash;
  /** Its commit in the run's population; null for a folder and for an arm of a comparison. */
  readonly commit: CommitHash | null;
  readonly files: HarnessFiles;
}

/**
 * Reads a reference. What follows the last colon is a candidate unless it is part of a path (`C:\runs\a`, `a:b/`).
 * @throws UsageError when either side of the colon is empty.
 */
export function parseHarnessReference(text: string): HarnessReference {
  const colon = text.lastIndexOf(":");
  const after = text.slice(colon + 1);
  if (colon === -1 || /[/\\]/.test(after)) return { path: nonEmpty(text, text), candidate: null };
  return { path: nonEmpty(text.slice(0, colon), text), candidate: nonEmpty(after, text) };
}

function nonEmpty(part: string, whole: string): string {
  if (part !== "") return part;
  throw new UsageError(`${JSON.stringify(whole)} names no harness: write RUN:best, RUN:5d43de, or a folder`);
}

/**
 * The harness behind a reference, read from the run's history alone, also while the run goes on.
 * @throws UsageError when there is no such run, candidate or folder.
 */
export async function resolveHarness(reference: string | HarnessReference): Promise<ResolvedHarness> {
  const read = typeof reference === "string" ? parseHarnessReference(reference) : reference;
  const { path, candidate } = read;
  if (candidate === null && existsSync(join(path, "workflow.ts"))) return harnessInFolder(path);
  const history = openNamed(read);
  try {
    return harnessInRun(history, path, candidate ?? "best");
  } finally {
    await history.close();
  }
}

/** The harness in a folder of files. @throws UsageError as readHarnessFolder does. */
export function harnessInFolder(path: string): ResolvedHarness {
  const files = readHarnessFolder(path);
  return { name: path, tree: treeHash(files), commit: null, files };
}

/**
 * A harness of an open run by its name there.
 * @param run the run as it was typed, for names and messages.
 * @throws UsageError as namedCandidate does.
 */
export function harnessInRun(history: HistoryReader, run: string, name: string): ResolvedHarness {
  if (otherKindOf(history.run.get("experiment.identity") ?? "") === "comparison") {
    return armOf(history, run, name);
  }
  const entry = namedCandidate(name, candidatesOf(history, run));
  return { ...filesOf(history, run, entry), commit: entry.commit };
}

/** What names of candidates are looked up in. @throws UsageError as viewOf does. */
export function candidatesOf(history: HistoryReader, run: string): Candidates {
  return {
    run,
    all: namedCandidates(history),
    best: viewOf(history).curve.best?.candidate ?? null,
  };
}

/**
 * The files of a committed candidate: the history keeps the baseline, and what each candidate changed of it.
 * @throws UsageError when the history was changed and does not lead to them.
 */
export function filesOf(
  history: HistoryReader,
  run: string,
  entry: CandidateEntry,
): Omit<ResolvedHarness, "commit"> {
  const name = `${run}:${nameOf(entry, namedCandidates(history))}`;
  try {
    const baseline = applyDiff(new Map(), history.run.get("experiment.baseline") ?? "");
    const files = applyDiff(baseline, entry.diff);
    if (treeHash(files) === entry.tree) return { name, tree: entry.tree, files };
  } catch {
    // what cannot be applied was changed, too
  }
  throw new UsageError(
    `the history does not lead to the files of ${name}: \`autodata-lab audit ${run}\` shows what was changed`,
  );
}

function armOf(history: HistoryReader, run: string, name: string): ResolvedHarness {
  const arms = armsOf(history);
  const files = arms.get(name);
  if (files !== undefined) return { name: `${run}:${name}`, tree: treeHash(files), commit: null, files };
  const begun = [...arms.keys()].map((arm) => `${run}:${arm}`).join(", ") || "none was begun yet";
  throw new UsageError(`${run} is a comparison, and ${name} is none of its arms: ${begun}`);
}

/** The harnesses of a comparison by arm, those that were begun. */
export function armsOf(history: Pick<HistoryReader, "run">): ReadonlyMap<string, HarnessFiles> {
  const begun = [agentic, ...methods].flatMap((name): [string, HarnessFiles][] => {
    const diff = history.run.get(`comparison.${name}`);
    return diff === undefined ? [] : [[name, applyDiff(new Map(), diff)]];
  });
  return new Map(begun);
}

function openNamed({ path, candidate }: HarnessReference): HistoryReader {
  if (candidate !== null || isRun(path)) return readRun(path);
  throw new UsageError(
    `${path} is neither a run nor a harness folder (no history.sqlite, no workflow.ts): write RUN, RUN:best, ` +
      "RUN:5d43de or FOLDER",
  );
}

function isRun(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true || existsSync(runFolderAt(path).history);
}
