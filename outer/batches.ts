import type { DocumentId, TreeHash } from "../foundation/ids.js";
import type { Batch } from "./evaluate.js";

/** The batches of episodes that a search runs, without the files that are run. */
export type PlannedBatch = Omit<Batch, "files">;

export function baselineBatch(candidate: TreeHash, documents: readonly DocumentId[]): PlannedBatch {
  return {
    iteration: 0,
    phase: "validate-parent",
    purpose: "baseline",
    repeat: 0,
    split: "validation",
    candidate,
    documents,
  };
}

export function trainBatch(
  iteration: number,
  candidate: TreeHash,
  documents: readonly DocumentId[],
): PlannedBatch {
  return {
    iteration,
    phase: "train",
    purpose: "train",
    repeat: iteration,
    split: "train",
    candidate,
    documents,
  };
}

export function validationBatch(
  iteration: number,
  phase: "validate-parent" | "validate-mutant",
  candidate: TreeHash,
  documents: readonly DocumentId[],
  from = 0,
): PlannedBatch {
  return {
    ...(from > 0 && { from }),
    iteration,
    phase,
    purpose: "validate",
    repeat: iteration,
    split: "validation",
    candidate,
    documents,
  };
}

/**
 * Of a null mutant and its parent, in iteration 0: a place of its own for each, as long as the validation split.
 * @param number of the null mutant, from 1.
 * @param documents those to be run of the `validation` documents.
 */
export function calibrationBatch(
  number: number,
  side: "parent" | "mutant",
  candidate: TreeHash,
  documents: readonly DocumentId[],
  validation: readonly DocumentId[],
  from = 0,
): PlannedBatch {
  return {
    iteration: 0,
    phase: "calibrate",
    purpose: "calibrate",
    repeat: number,
    split: "validation",
    candidate,
    documents,
    from: ((number - 1) * 2 + (side === "parent" ? 0 : 1)) * validation.length + from,
  };
}

/** After the last of `iterations`; each document `times` times. */
export function testBatch(
  iterations: number,
  phase: "test-baseline" | "test-best",
  candidate: TreeHash,
  documents: readonly DocumentId[],
  times: number,
): PlannedBatch {
  return {
    iteration: iterations + 1,
    phase,
    purpose: "test",
    repeat: 0,
    split: "test",
    candidate,
    documents,
    times,
  };
}

/** A finalist once more on every validation document, after the last of `iterations`. @param repeat its how manieth. */
export function finalistBatch(
  iterations: number,
  candidate: TreeHash,
  documents: readonly DocumentId[],
  { repeat, from }: { readonly repeat: number; readonly from: number },
): PlannedBatch {
  return {
    ...(from > 0 && { from }),
    iteration: iterations + 1,
    phase: "finalists",
    purpose: "finalist",
    repeat,
    split: "validation",
    candidate,
    documents,
  };
}

/** Repeats that a preset's episodes have for themselves: which preset an episode was run under can be read from its own. */
const repeatsPerPreset = 10_000;

/**
 * A candidate on the test documents under another acceptance preset, after the last of `iterations`.
 * @param preset its number among the presets of the run.
 */
export function criterionBatch(
  iterations: number,
  side: "baseline" | "best",
  candidate: TreeHash,
  documents: readonly DocumentId[],
  { preset, times }: { readonly preset: number; readonly times: number },
): PlannedBatch {
  const from = (2 * preset + (side === "best" ? 1 : 0)) * documents.length * times;
  return {
    ...(from > 0 && { from }),
    iteration: iterations + 1,
    phase: "criteria",
    purpose: "criterion",
    repeat: preset * repeatsPerPreset,
    split: "test",
    candidate,
    documents,
    times,
  };
}

/** The number of the preset that an episode of a criterion was run under. */
export function criterionOf({ repeat }: { readonly repeat: number }): number {
  return Math.floor(repeat / repeatsPerPreset);
}
