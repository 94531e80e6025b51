import { UsageError } from "../../foundation/errors.js";
import type { DocumentId } from "../../foundation/ids.js";
import { type RecordedOptions, recordedExperiment } from "../admit/recorded-experiment.js";
import type { Surroundings } from "../assemble.js";
import { measureHarnesses } from "../evaluate/measure.js";
import { folderBeside } from "../folder-beside.js";
import type { PreparedExperiment } from "../prepare.js";
import { existingRun, requireUsable } from "../run-folder.js";
import type { FreshEpisodes } from "./compare-candidates.js";
import { documentsIn, type PreparedPairing } from "./prepare-pairing.js";
import type { ComparedSplit } from "./recorded-episodes.js";

/** Fresh episodes that are about to be run. */
export interface PreparedEpisodes {
  /** The first run's, with the folder beside that run in which episodes are kept. */
  readonly experiment: PreparedExperiment;
  /** Of the split in the first run, without those that another run trained on or, on test, selected on. */
  readonly documents: readonly DocumentId[];
  readonly split: ComparedSplit;
}

/** Splits whose documents a search has used when it comes to those of this one. */
export const usedBefore = { validation: ["train"], test: ["train", "validation"] } as const;

/**
 * Finds settings, endpoints and documents for fresh episodes of all candidates, from the first run's history.
 * @throws UsageError as recordedExperiment does, when no document is left, or when two candidates are the same harness.
 */
export async function prepareEpisodes(
  { contestants, runs }: Pick<PreparedPairing, "contestants" | "runs">,
  split: ComparedSplit,
  options: RecordedOptions,
): Promise<PreparedEpisodes> {
  requireDifferentFiles(contestants);
  const { opened } = contestants[0];
  const run = existingRun(opened.run);
  const recorded = await recordedExperiment(opened.history, run, options);
  const used = new Set(
    runs.flatMap((one) => usedBefore[split].flatMap((before) => documentsIn(one, before))),
  );
  const documents = documentsIn(opened, split).filter((document) => !used.has(document));
  if (documents.length === 0) {
    throw new UsageError(
      `every ${split} document of ${opened.run} is a ${usedBefore[split].join(" or ")} document of another run`,
    );
  }
  const { search: _search, ...rules } = recorded.identity;
  const identity = { ...rules, pairing: { documents } };
  const folder = folderBeside(run, "compare", identity);
  requireUsable(folder);
  return { experiment: { ...recorded, identity, folder }, documents, split };
}

/**
 * Runs every candidate `repeats` times on every document, in keys of their own: none of these episodes was ever seen by a
 * search. What the folder holds is not run again. Rejects as runExperiment does.
 */
export async function freshEpisodes(
  { experiment, documents, split }: PreparedEpisodes,
  { contestants }: Pick<PreparedPairing, "contestants">,
  surroundings: Surroundings,
  repeats: number,
): Promise<FreshEpisodes> {
  const harnesses = contestants.map(({ entry, files }) => ({ tree: entry.tree, files }));
  const episodes = await measureHarnesses({ experiment, harnesses }, surroundings, {
    phase: split === "test" ? "test-best" : "validate-mutant",
    purpose: "calibrate",
    split,
    documents,
    times: repeats,
  });
  return { episodes, documents, times: repeats };
}

function requireDifferentFiles(contestants: PreparedPairing["contestants"]): void {
  for (const [at, { entry, name }] of contestants.entries()) {
    const twin = contestants.slice(0, at).find((other) => other.entry.tree === entry.tree);
    if (twin === undefined) continue;
    throw new UsageError(
      `${name} and ${twin.name} are the same harness, file by file: fresh episodes would be the same, too`,
    );
  }
}
