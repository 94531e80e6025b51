import { z } from "zod";
import { asCommitHash, asTreeHash } from "../../foundation/ids.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { NewCandidate } from "../../population/candidates/candidate-store.js";
import { applyDiff } from "../../population/candidates/diff.js";
import { iterationOfAblation } from "../../population/history/admission-number.js";
import type { CandidateEntry, HistoryReader } from "../../population/history/history.js";

/** A smaller harness as an ablation wrote it into a run: no member of the search, and outside the run's digest. */
const ablatedSchema = z.strictObject({
  tree: z.string().transform(asTreeHash),
  commit: z.string().transform(asCommitHash),
  /** The commit of the candidate that it was made of. */
  parent: z.string().transform(asCommitHash),
  /** The iterations whose edits it goes without. */
  without: z.array(z.number()),
  /** Unified diff against the baseline. */
  diff: z.string(),
  summary: z.string(),
  /** What was measured of it on validation documents, in a sentence. */
  measured: z.string(),
});

export interface Ablated extends z.infer<typeof ablatedSchema> {
  /** From 1, within the run. */
  readonly number: number;
  /** What was measured on test documents after it was written; null before. */
  readonly test: string | null;
}

/** Names of the facts of one: what it is, and its final number. */
export const factOf = (number: number) => `ablated.${number}`;
export const testFactOf = (number: number) => `ablated.${number}.test`;

/** All that ablations wrote into a run, in order. @throws z.ZodError when a fact has another form. */
export function ablatedIn(get: (name: string) => string | undefined): Ablated[] {
  const found: Ablated[] = [];
  for (;;) {
    const number = found.length + 1;
    const fact = get(factOf(number));
    if (fact === undefined) return found;
    found.push({ ...ablatedSchema.parse(JSON.parse(fact)), number, test: get(testFactOf(number)) ?? null });
  }
}

/** What is committed of one. @param baseline that its diff is against. */
export function ablatedCandidate(
  { number, parent, diff, summary, measured }: Omit<Ablated, "commit" | "test" | "tree" | "without">,
  baseline: HarnessFiles,
): NewCandidate {
  return {
    files: applyDiff(baseline, diff),
    parent,
    iteration: iterationOfAblation(number),
    standing: "ablated",
    summary,
    description: measured,
    trailers: [["Ablation", String(number)]],
  };
}

/** Every candidate of a run that has a name: those of the search, and behind them what ablations wrote. */
export function namedCandidates({
  candidates,
  run,
}: Pick<HistoryReader, "candidates" | "run">): CandidateEntry[] {
  const searched = candidates.all();
  const trees = new Set(searched.map(({ tree }) => tree));
  const written = ablatedIn((name) => run.get(name))
    .filter(({ tree }) => !trees.has(tree)) // the search may come to the same files later
    .map(({ tree, commit, parent, number, diff, summary }): CandidateEntry => {
      const iteration = iterationOfAblation(number);
      return { tree, commit, parent, iteration, standing: "ablated", diff, summary };
    });
  return [...searched, ...written];
}
