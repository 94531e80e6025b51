import { resolve } from "node:path";
import type { Clock } from "../../foundation/clock.js";
import { UsageError } from "../../foundation/errors.js";
import { createSandbox } from "../../inner/sandbox/create-sandbox.js";
import { treeHash } from "../../population/candidates/tree-hash.js";
import { episodeSetting, harnessChecks } from "../assemble.js";
import { folderBeside } from "../folder-beside.js";
import { parseHarnessReference, type ResolvedHarness, resolveHarness } from "../harness-reference.js";
import { type PreparedExperiment, type PrepareOptions, prepareExperiment } from "../prepare.js";
import { requireUsable } from "../run-folder.js";

export type NamedHarness = Pick<ResolvedHarness, "name" | "tree" | "files">;

/** Two harnesses that are about to be measured; nothing is written and nothing is asked yet. */
export interface PreparedEvaluation {
  /** The experiment, with the folder that measurements are kept in. */
  readonly experiment: PreparedExperiment;
  readonly edited: NamedHarness;
  readonly against: NamedHarness;
}

export interface EvaluationOptions extends PrepareOptions {
  /** A folder, or a candidate of a run. */
  readonly edited: string;
  /** What it is measured against: `baseline`, the experiment's, or a reference. */
  readonly against: string;
}

/** Reads the experiment and both harnesses. @throws UsageError for anything that cannot be used. */
export async function prepareEvaluation(
  file: string,
  options: EvaluationOptions,
): Promise<PreparedEvaluation> {
  const prepared = await prepareExperiment(file, options);
  const edited = await harnessNamed(options.edited, options.workingFolder);
  const against =
    options.against === "baseline"
      ? { name: "baseline", tree: treeHash(prepared.baseline), files: prepared.baseline }
      : await harnessNamed(options.against, options.workingFolder);
  if (edited.tree === against.tree) {
    throw new UsageError(
      `${edited.name} is the same as ${against.name}, file by file: edit it first, or name another one with --against.`,
    );
  }
  const { search: _search, ...rules } = prepared.identity;
  const identity = { ...rules, measurement: {} };
  const folder =
    options.out === undefined ? folderBeside(prepared.folder, "evaluate", identity) : prepared.folder;
  requireUsable(folder);
  return { experiment: { ...prepared, identity, folder }, edited, against };
}

async function harnessNamed(reference: string, workingFolder: string): Promise<NamedHarness> {
  const { path, candidate } = parseHarnessReference(reference);
  return { ...(await resolveHarness({ path: resolve(workingFolder, path), candidate })), name: reference };
}

/**
 * The guard, as for a mutant whose parent is the other harness: where and how much was edited, copied text, code, types,
 * and a trial episode with simulated models. Costs nothing and leaves no trace.
 * @param ofRun whether what may be edited was settled by a run, and no flag can change it.
 * @throws UsageError with one line per finding.
 */
export async function requireGuarded(
  { experiment, edited, against }: PreparedEvaluation,
  clock: Clock,
  { ofRun }: { readonly ofRun: boolean } = { ofRun: false },
): Promise<void> {
  const sandbox = await createSandbox();
  try {
    const checks = harnessChecks(experiment, episodeSetting(experiment, sandbox), clock);
    const { passed, findings } = await checks.beforeValidation(against.files, edited.files);
    if (passed) return;
    const lines = findings.map((finding) => `  ${finding}`);
    throw new UsageError(
      [
        `${edited.name} is not evaluated, because the guard objects:`,
        ...lines,
        ...hints(findings, ofRun),
      ].join("\n"),
    );
  } finally {
    await sandbox.close();
  }
}

function hints(findings: readonly string[], ofRun: boolean): string[] {
  if (!findings.some((finding) => finding.startsWith("paths: edits outside the prompts"))) return [];
  return ofRun
    ? ["This run takes edits of prompts only: measure code beside it, with --experiment and --edits all."]
    : ["Pass --edits all to have code evaluated, too."];
}
