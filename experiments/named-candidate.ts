import { UsageError } from "../foundation/errors.js";
import type { TreeHash } from "../foundation/ids.js";
import type { CandidateEntry } from "../population/history/history.js";
import { turnName } from "./report/turn-name.js";

/** Fewest digits that name a candidate, as git has it; fewer would read as the number of an iteration. */
const fewestDigits = 4;

/** What a candidate is looked up in. */
export interface Candidates {
  /** The run as it was typed, for messages. */
  readonly run: string;
  readonly all: readonly CandidateEntry[];
  /** The candidate the search ended with, or the leader so far; null while nothing was measured. */
  readonly best: TreeHash | null;
}

/**
 * The candidate that people mean by `baseline`, `best`, or the first digits (at least four) of its tree or commit.
 * @throws UsageError naming what matches when several do, or how to find a name when none does.
 */
export function namedCandidate(name: string, { run, all, best }: Candidates): CandidateEntry {
  if (name === "baseline") return only(all.filter(({ standing }) => standing === "baseline")) ?? none();
  if (name === "best") return bestOf();
  if (!isPrefix(name)) {
    throw new UsageError(
      `${JSON.stringify(name)} names no candidate: use best, baseline, or at least ${fewestDigits} of the digits that ` +
        `\`autodata-lab lineage ${run}\` shows`,
    );
  }
  const prefix = name.toLowerCase();
  const matching = all.filter(({ tree, commit }) => tree.startsWith(prefix) || commit.startsWith(prefix));
  return only(matching) ?? (matching.length === 0 ? none() : ambiguous(name, matching));

  function bestOf(): CandidateEntry {
    if (best === null) {
      throw new UsageError(
        `${run} has no best candidate yet, since nothing was measured on validation: use baseline, or wait`,
      );
    }
    return all.find(({ tree }) => tree === best) ?? none();
  }

  function none(): never {
    throw new UsageError(
      `${run} has no candidate ${name}: \`autodata-lab lineage ${run}\` lists those it has`,
    );
  }
}

/** The shortest name, of at least six digits, by which a candidate is found again among all. */
export function nameOf(entry: CandidateEntry, all: readonly CandidateEntry[]): string {
  if (entry.standing === "baseline") return "baseline";
  const others = all.filter(({ tree }) => tree !== entry.tree).flatMap(({ tree, commit }) => [tree, commit]);
  let digits = 6;
  while (digits < 40 && others.some((hash) => hash.startsWith(entry.tree.slice(0, digits)))) digits += 1;
  return entry.tree.slice(0, digits);
}

/** Whether a text can be the beginning of a hash that is long enough to name something. */
export function isPrefix(text: string): boolean {
  return /^[0-9a-f]{4,40}$/i.test(text);
}

function only(entries: readonly CandidateEntry[]): CandidateEntry | undefined {
  return entries.length === 1 ? entries[0] : undefined;
}

function ambiguous(name: string, matching: readonly CandidateEntry[]): never {
  const digits = Math.min(40, name.length + 6);
  const named = matching.map((entry) => {
    const byTree = entry.tree.startsWith(name.toLowerCase());
    const shown = byTree ? entry.tree : entry.commit;
    return `${shown.slice(0, digits)} (${byTree ? "" : "commit of "}${turnName(entry.iteration)})`;
  });
  throw new UsageError(`${name} could be ${named.join(" or ")}: give more digits`);
}
