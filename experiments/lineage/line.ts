import { randomStreams } from "../../foundation/random.js";
import type { Usage } from "../../models/usage.js";
import { decisionSchemas, type Rate } from "../../outer/decisions.js";
import type { CandidateEntry } from "../../population/history/history.js";
import { filesOf } from "../harness-reference.js";
import { namedCandidate } from "../named-candidate.js";
import { wayTo } from "../report/candidate-name.js";
import { type Estimate, rateEstimate } from "../report/interval.js";
import { ratesByDocument } from "../report/pass-rate.js";
import type { Descendant } from "./family.js";
import { type FileChange, fileChanges } from "./file-changes.js";
import { iterationCosts } from "./iteration-costs.js";
import type { SearchedRun } from "./searched-run.js";

/** One candidate on the way from the baseline to another one. */
export interface Step {
  readonly candidate: Descendant;
  /** Pass rate over all its validation episodes, with an interval over documents. */
  readonly estimate: Estimate;
  /** What acceptance compared; null for the baseline. */
  readonly compared: { readonly mutant: Rate; readonly parent: Rate } | null;
  /** How it differs from its parent; empty for the baseline. */
  readonly files: readonly FileChange[];
  /** What the iteration that made it has used; for the baseline its first evaluation. */
  readonly cost: Usage;
}

/**
 * The way from the baseline to a candidate, both included. Intervals are resampled with the run's own seed.
 * @param name `baseline`, `best`, or the first digits of a tree or commit.
 * @throws UsageError as namedCandidate and filesOf do.
 */
export function lineOf(searched: SearchedRun, name: string): Step[] {
  const { named, history, run } = searched;
  const end = namedCandidate(name, named);
  const entries = wayTo(end.tree, named.all);
  const costs = iterationCosts(history, new Set(entries.map(({ iteration }) => iteration)));
  const files = entries.map((entry) => filesOf(history, run, entry).files);
  return entries.flatMap((entry, index): Step[] => {
    const candidate = searched.family.find(({ tree }) => tree === entry.tree);
    const [own, before] = [files[index], files[index - 1]];
    const cost = costs.get(entry.iteration);
    if (candidate === undefined || own === undefined || cost === undefined) return [];
    return [
      {
        candidate,
        estimate: estimateOf(searched, entry),
        compared: comparedIn(searched, entry),
        files: before === undefined ? [] : fileChanges(before, own),
        cost,
      },
    ];
  });
}

function estimateOf({ scored, view }: SearchedRun, { tree }: CandidateEntry): Estimate {
  const random = randomStreams(view.facts.seed).fork(`report/lineage/${tree}`);
  return rateEstimate(ratesByDocument(scored.filter(({ candidate }) => candidate === tree)), random);
}

function comparedIn({ history }: SearchedRun, { iteration, parent }: CandidateEntry): Step["compared"] {
  const stored = parent === null ? undefined : history.decisions.find(iteration, "accept");
  if (stored === undefined) return null;
  const { mutant, parent: parentRate } = decisionSchemas.accept.parse(stored.body);
  return { mutant, parent: parentRate };
}
