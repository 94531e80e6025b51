import type { Clock } from "../../foundation/clock.js";
import { applyDiff, unifiedDiff } from "../../population/candidates/diff.js";
import { openHistory } from "../../population/history/open.js";
import { nameOf } from "../named-candidate.js";
import { openPopulation } from "../population.js";
import { ablatedCandidate, ablatedIn, factOf, namedCandidates, testFactOf } from "./ablated.js";
import type { PreparedAblation } from "./prepare-ablation.js";
import type { Smaller } from "./smaller.js";

/** Where a smaller harness is found again. */
export interface WrittenAs {
  /** By which the run knows it. */
  readonly name: string;
  /** Null when the search had the same files as a candidate before, and nothing was written. */
  readonly number: number | null;
}

/**
 * Writes a smaller harness into its run: a commit under a ref of its own, and a fact that names it. It is no member of
 * the search, and the run's digest stays what it is. Written before, it is found again.
 * @param measured what validation says of it, in a sentence.
 * @throws UsageError when the run is being written, and as openPopulation does.
 */
export async function writeAblated(
  { runFolder, candidate, experiment }: PreparedAblation,
  smaller: Smaller,
  measured: string,
  { clock, onNotice }: { readonly clock: Clock; readonly onNotice: (message: string) => void },
): Promise<WrittenAs> {
  const history = openHistory(runFolder.history, clock);
  try {
    const known = namedCandidates(history).find(({ tree }) => tree === smaller.tree);
    const before = ablatedIn((name) => history.run.get(name));
    if (known !== undefined) {
      const number = before.find(({ tree }) => tree === smaller.tree)?.number ?? null;
      return { name: nameOf(known, namedCandidates(history)), number };
    }
    const without = smaller.removed.map(({ entry }) => entry.iteration);
    const about = {
      number: before.length + 1,
      parent: candidate.commit,
      diff: unifiedDiff(experiment.baseline, smaller.files),
      summary: `${candidate.tree.slice(0, 6)} without ${smaller.removed.map(({ entry }) => entry.summary).join("; without ")}`,
      measured,
    };
    const store = await openPopulation(runFolder.population, history, onNotice);
    const { tree, commit } = await store
      .commit(ablatedCandidate(about, applyDiff(new Map(), unifiedDiff(new Map(), experiment.baseline))))
      .finally(() => store.close());
    const { number, ...rest } = about;
    await history.run.put(factOf(number), JSON.stringify({ tree, commit, without, ...rest }));
    const entry = namedCandidates(history).find((one) => one.tree === tree);
    return { name: entry === undefined ? tree : nameOf(entry, namedCandidates(history)), number };
  } finally {
    await history.close();
  }
}

/** Keeps the final number of a written harness with it; said once, it stays. */
export async function writeTest(
  { runFolder }: PreparedAblation,
  number: number,
  measured: string,
  clock: Clock,
): Promise<void> {
  const history = openHistory(runFolder.history, clock);
  try {
    if (history.run.get(testFactOf(number)) === undefined)
      await history.run.put(testFactOf(number), measured);
  } finally {
    await history.close();
  }
}
