import type { TreeHash } from "../../foundation/ids.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { ThreeWayMerges } from "../../population/candidates/three-way-merge.js";
import { treeHash } from "../../population/candidates/tree-hash.js";
import type { Contrast, Effect, Verdict } from "./effects.js";
import type { GuardedRemoval } from "./prepare-ablation.js";
import { type Edit, filesAfter, withoutEdits } from "./removals.js";

/** A row of the table: an edit, what became of taking it back, and what that did where it was measured. */
export interface Row extends GuardedRemoval {
  /** Null where nothing was measured. */
  readonly effect: Effect | null;
}

/** A candidate without several of its edits. */
export interface Smaller {
  /** In the order in which they were made; at least one. */
  readonly removed: readonly Edit[];
  readonly tree: TreeHash;
  readonly files: HarnessFiles;
}

const goes: ReadonlySet<Verdict> = new Set(["no effect shown", "likely harmful", "harmful: better without"]);

/**
 * The edits to take back together, the first one first: all that came off and were not shown to carry any weight. One
 * that comes off only with a later one goes when that goes, too.
 */
export function hitchhikers(rows: readonly Row[]): Edit[] {
  const weightless = rows.filter(({ effect }) => effect !== null && goes.has(effect.verdict));
  const edits = new Set(weightless.map(({ removal }) => removal.edit));
  const free = ({ removal }: Row) =>
    removal.kind === "comes off" && removal.with.every((later) => edits.has(later));
  return weightless.filter(free).map(({ removal }) => removal.edit);
}

/** Takes edits back together; null when not one of them comes off. @param edits all that lead to the candidate. */
export async function smallerWithout(
  merges: ThreeWayMerges,
  edits: readonly Edit[],
  removed: readonly Edit[],
): Promise<Smaller | null> {
  const { files, left } = await withoutEdits(merges, filesAfter(edits), removed);
  const gone = removed.filter((edit) => !left.includes(edit));
  return gone.length === 0 ? null : { removed: gone, tree: treeHash(files), files };
}

/** Whether edits that carry nothing each are missed together: the smaller harness is shown to be worse. */
export function missed({ difference }: Contrast): boolean {
  return difference.interval !== null && difference.interval.high < 0;
}

/** What to take back once less: all but the edit with the largest effect on its own, which is put back. */
export function withOneMore(removed: readonly Edit[], rows: readonly Row[]): { back: Edit; rest: Edit[] } {
  const effectOf = (edit: Edit) =>
    rows.find(({ removal }) => removal.edit === edit)?.effect?.effect.value ?? Number.NEGATIVE_INFINITY;
  const back = removed.reduce((best, edit) => (effectOf(edit) > effectOf(best) ? edit : best));
  const standsOn = (edit: Edit) =>
    rows.some(
      ({ removal }) => removal.kind === "comes off" && removal.edit === edit && removal.with.includes(back),
    );
  return { back, rest: removed.filter((edit) => edit !== back && !standsOn(edit)) };
}
