import { resolve } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import type { DocumentId } from "../../foundation/ids.js";
import type { Split } from "../../inner/corpus/document.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { CandidateEntry } from "../../population/history/history.js";
import { filesOf } from "../harness-reference.js";
import type { Identity } from "../identity.js";
import { type OpenedRun, openRun } from "../look/opened-run.js";
import { namedCandidate, nameOf } from "../named-candidate.js";
import { requireComparable } from "./comparable.js";
import type { CandidateReference } from "./what-is-compared.js";

/** A candidate that is compared, found in its open run. */
export interface Contestant {
  /** `baseline`, or its first digits; with its run before it when several runs are compared. */
  readonly name: string;
  readonly opened: OpenedRun;
  readonly entry: CandidateEntry;
  readonly files: HarnessFiles;
}

/** Candidates whose pass rates can be compared; nothing is written and nothing is asked yet. */
export interface PreparedPairing {
  /** At least two; each is compared with the first. */
  readonly contestants: readonly [Contestant, ...Contestant[]];
  /** The runs they are of, each once and open. */
  readonly runs: readonly OpenedRun[];
  close(): Promise<void>;
}

/** What was named is one candidate under two names, such as a best that is the baseline. */
export interface SameCandidate {
  /** For people. */
  readonly same: string;
}

/**
 * Opens the runs and finds the candidates.
 * @throws UsageError when there is no such run or candidate, one is named twice, or runs do not measure the same thing.
 */
export async function preparePairing(
  references: readonly CandidateReference[],
  workingFolder: string,
): Promise<PreparedPairing | SameCandidate> {
  const runs = new Map<string, OpenedRun>();
  const close = async () => {
    await Promise.all([...runs.values()].map(({ history }) => history.close()));
  };
  try {
    for (const { path } of references) {
      const place = resolve(workingFolder, path);
      if (!runs.has(place)) runs.set(place, openRun(path));
    }
    requireComparable([...runs.values()].map(measureOf));
    const contestants = references.map(({ path, candidate }) =>
      contestantOf(runs.get(resolve(workingFolder, path)), candidate, runs.size > 1),
    );
    const same = sameAsBest(contestants, references);
    if (same !== null) {
      await close();
      return { same };
    }
    const [first, ...others] = contestants;
    if (first === undefined) throw new UsageError("name what is compared");
    return { contestants: [first, ...others], runs: [...runs.values()], close };
  } catch (error) {
    await close();
    throw error;
  }
}

function measureOf({ run, history }: OpenedRun) {
  const identity = JSON.parse(history.run.get("experiment.identity") ?? "{}") as Identity;
  const documents = new Set(history.documents.all().map(({ document }) => document.contentHash as string));
  return { run, identity, documents };
}

function contestantOf(opened: OpenedRun | undefined, candidate: string, withRun: boolean): Contestant {
  if (opened === undefined) throw new Error("a run was not opened");
  const { run, history, named } = opened;
  const entry = namedCandidate(candidate, named);
  const name = nameOf(entry, named.all);
  const { files } = filesOf(history, run, entry);
  return { name: withRun ? `${run}:${name}` : name, opened, entry, files };
}

/**
 * Why there is nothing to compare when two names lead to the same candidate, one of them as the best; else null.
 * @throws UsageError when a candidate is simply named twice.
 */
function sameAsBest(
  contestants: readonly Contestant[],
  references: readonly CandidateReference[],
): string | null {
  const names = contestants.map(({ name }) => name);
  const at = names.findIndex((name, place) => names.indexOf(name) !== place);
  const twice = contestants[at];
  if (twice === undefined) return null;
  const { run } = twice.opened;
  const others = `\`autodata-lab lineage ${run}\` lists other candidates`;
  const asTyped = new Set(
    references.filter((_, place) => names[place] === twice.name).map((one) => one.candidate),
  );
  if (asTyped.has("best") && asTyped.size > 1) {
    return `the best candidate of ${run} is ${twice.name} itself, so there is nothing to compare: ${others}`;
  }
  throw new UsageError(`${twice.name} is named twice: ${others}`);
}

/** Documents that were in a split of this run. */
export function documentsIn({ history }: OpenedRun, split: Split): DocumentId[] {
  const entries = history.documents.all().filter((entry) => entry.split === split);
  return entries.sort((a, b) => a.position - b.position).map(({ document }) => document.id);
}
