import { resolve } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import { showDocument } from "../../inner/corpus/cut.js";
import type { ShownDocument } from "../../inner/corpus/document.js";
import { checkHarness } from "../../outer/guard/guard.js";
import { createTypeCheck } from "../../outer/guard/type-check.js";
import { treeHash } from "../../population/candidates/tree-hash.js";
import { historyBegun } from "../../population/history/open.js";
import { folderBeside } from "../folder-beside.js";
import { parseHarnessReference, type ResolvedHarness, resolveHarness } from "../harness-reference.js";
import { readRun } from "../loaded-run.js";
import { type PreparedExperiment, type PrepareOptions, prepareExperiment } from "../prepare.js";
import { requireUsable } from "../run-folder.js";
import { requireSameRun } from "../same-run.js";
import { type ChosenDocument, chooseDocument } from "./choose-document.js";

/** One episode that is about to be tried; nothing is written and nothing is asked yet. */
export interface PreparedTry {
  /** The experiment, with the folder that the trial is kept in. */
  readonly experiment: PreparedExperiment;
  readonly harness: Pick<ResolvedHarness, "name" | "tree" | "files">;
  readonly chosen: ChosenDocument;
  readonly shown: ShownDocument;
  /** The calls are those of the experiment's own run, which will find them in its log. */
  readonly ofRun: boolean;
}

export interface TryOptions extends PrepareOptions {
  /** Id, file or beginning of a title; the first validation document when absent. */
  readonly document?: string | undefined;
  /** `baseline`, a folder, or a candidate of a run. */
  readonly reference?: string | undefined;
}

/** Reads and checks everything that a trial needs. @throws UsageError for anything that cannot be used. */
export async function prepareTry(file: string, options: TryOptions): Promise<PreparedTry> {
  const prepared = await prepareExperiment(file, options);
  const { corpus, splits, definition } = prepared;
  const chosen = chooseDocument(options.document, corpus.documents, splits);
  const harness = await harnessOf(options, prepared);
  await requireSound(harness);
  const isBaseline = harness.tree === treeHash(prepared.baseline);
  const ofRun = isBaseline && chosen.split === "validation" && isOpenTo(prepared);
  return {
    experiment: ofRun ? prepared : apart(prepared, options.out !== undefined),
    harness,
    chosen,
    shown: showDocument(chosen.document, definition.corpus.maxCharacters),
    ofRun,
  };
}

async function harnessOf(
  { reference = "baseline", workingFolder }: TryOptions,
  { baseline, definition }: PreparedExperiment,
): Promise<PreparedTry["harness"]> {
  if (reference === "baseline") {
    return { name: definition.harness, tree: treeHash(baseline), files: baseline };
  }
  const { path, candidate } = parseHarnessReference(reference);
  const found = await resolveHarness({ path: resolve(workingFolder, path), candidate });
  return { ...found, name: reference };
}

/** @throws UsageError with what is wrong with the harness. */
async function requireSound({ name, files }: PreparedTry["harness"]): Promise<void> {
  const findings = await checkHarness(files, files, { edits: "all", typeCheck: createTypeCheck() });
  if (findings.length > 0) throw new UsageError(`the harness ${name} cannot be used: ${findings.join("; ")}`);
}

/** Whether the run folder holds this very experiment, or nothing yet. */
function isOpenTo(prepared: PreparedExperiment): boolean {
  if (!historyBegun(prepared.folder.history)) return true;
  const history = readRun(prepared.folder.path);
  try {
    requireSameRun(prepared, history);
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  } finally {
    void history.close();
  }
}

/**
 * The experiment with a folder and an identity of its own. The folder's name has the settings in it, so that a changed
 * setting never stands in the way of another trial.
 */
function apart(prepared: PreparedExperiment, named: boolean): PreparedExperiment {
  const { search: _search, splits: _splits, ...rules } = prepared.identity;
  const identity = { ...rules, trial: {} };
  const folder = named ? prepared.folder : folderBeside(prepared.folder, "try", identity);
  requireUsable(folder);
  return { ...prepared, identity, folder };
}
