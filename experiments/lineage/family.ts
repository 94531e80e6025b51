import type { CommitHash, TreeHash } from "../../foundation/ids.js";
import type { Observation } from "../../inner/trajectory.js";
import type { IterationOutcome } from "../../outer/decisions.js";
import type { CandidateEntry, DecisionEntry } from "../../population/history/history.js";
import { nameOf } from "../named-candidate.js";
import { ancestorsOf } from "../report/candidate-name.js";
import type { CurveData } from "../report/curve-data.js";
import { loggedAdmissions, loggedOutcomes } from "../report/logged-decisions.js";
import { scoredEpisodes, type ValidationScore, validationScores } from "./validation-score.js";

/** One descendant of the baseline (or the baseline): a committed candidate, or an attempt that led to none. */
export interface Descendant {
  /** By which it is found again; null where nothing was committed. */
  readonly name: string | null;
  readonly tree: TreeHash | null;
  readonly commit: CommitHash | null;
  /** 0 for the baseline; of an admission by hand, what stands for it in the history. */
  readonly iteration: number;
  readonly outcome: IterationOutcome | "baseline" | "ablated";
  /** Name of the parent; null for the baseline. */
  readonly parent: string | null;
  /** Name of the second parent, of one that merges two lineages. */
  readonly otherParent: string | null;
  /** Null where nothing conclusive was measured. */
  readonly validation: ValidationScore | null;
  /** One line: what was changed. */
  readonly summary: string;
  /** One sentence: why it ended like this; empty for the baseline. */
  readonly because: string;
  /** The candidate that the search ended with, or the leader so far. */
  readonly best: boolean;
  readonly ancestorOfBest: boolean;
}

/** What the descent of a run is told from; all of it is in the history. */
export interface Logged {
  readonly candidates: readonly CandidateEntry[];
  readonly decisions: readonly DecisionEntry[];
  readonly observations: readonly Observation[];
  readonly best: CurveData["best"];
}

/**
 * Everyone who descends from the baseline, in the order in which they were decided; empty before the baseline is committed.
 * @throws z.ZodError when a logged outcome has another form.
 */
export function familyOf({ candidates, decisions, observations, best }: Logged): Descendant[] {
  const outcomes = loggedOutcomes(decisions).filter(({ iteration }) => iteration > 0);
  const admissions = loggedAdmissions(decisions);
  const ended = [...outcomes, ...admissions.map(({ iteration, outcome }) => ({ iteration, body: outcome }))];
  const scores = validationScores(scoredEpisodes(observations, decisions));
  const names = new Map(candidates.map((entry) => [entry.tree, nameOf(entry, candidates)]));
  const nameAtCommit = new Map(candidates.map(({ commit, tree }) => [commit, names.get(tree) ?? null]));
  const ancestors = new Set(best === null ? [] : ancestorsOf(best.candidate, candidates));
  const otherOf = (tree: TreeHash | undefined) => (tree === undefined ? null : (names.get(tree) ?? null));
  const committed = candidates.map((entry): Descendant => {
    const { tree, commit, iteration, parent, summary } = entry;
    return {
      name: names.get(tree) ?? null,
      tree,
      commit,
      iteration,
      outcome: outcomeOf(entry),
      parent: parent === null ? null : (nameAtCommit.get(parent) ?? null),
      otherParent: otherOf(ended.find((one) => one.iteration === iteration)?.body.otherParent),
      validation: scores.get(tree) ?? null,
      summary,
      because: ended.find((one) => one.iteration === iteration)?.body.because ?? "",
      best: tree === best?.candidate,
      ancestorOfBest: ancestors.has(tree),
    };
  });
  const iterations = new Set(candidates.map(({ iteration }) => iteration));
  const fruitless = outcomes
    .filter(({ iteration }) => !iterations.has(iteration))
    .map(({ iteration, body }): Descendant => {
      const { outcome, parent, summary, because } = body;
      const none = { name: null, tree: null, commit: null, validation: null };
      const apart = { best: false, ancestorOfBest: false };
      const parents = { parent: names.get(parent) ?? null, otherParent: otherOf(body.otherParent) };
      return { ...none, iteration, outcome, ...parents, summary, because, ...apart };
    });
  const places = new Map(admissions.map(({ iteration, body }) => [iteration, body.decided + 0.5]));
  const placeOf = ({ iteration }: Descendant) => places.get(iteration) ?? iteration;
  return [...committed, ...fruitless].sort((a, b) => placeOf(a) - placeOf(b) || a.iteration - b.iteration);
}

function outcomeOf({ standing }: CandidateEntry): Descendant["outcome"] {
  return standing === "member" ? "accepted" : standing;
}
