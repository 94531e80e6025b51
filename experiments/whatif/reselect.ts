import type { TreeHash } from "../../foundation/ids.js";
import { type DecisionBody, selectSchema } from "../../outer/decisions.js";
import type { DecidedTurns } from "../../outer/logged-retrials.js";
import type { ScoredMember } from "../../outer/policies/select-parent.js";
import type { SelectionRule } from "../../outer/policies/selection-rules.js";
import { bestMember } from "../../outer/population-view.js";
import type { HistoryReader } from "../../population/history/history.js";

/** One draw of a parent under another selection. */
export interface Redraw {
  readonly iteration: number;
  readonly members: number;
  /** Whom the run drew. */
  readonly parent: TreeHash;
  /** That one's chance, in [0, 1]. */
  readonly parentProbability: number;
  /** Whom the same random number draws here. */
  readonly drawn: TreeHash;
  /** Number of equally likely members that would be as diverse: one over the sum of squared chances. */
  readonly effectiveParents: number;
  /** Chance of the member that led on mean validation score then. */
  readonly leaderProbability: number;
}

/** All draws of a run under one selection. */
export interface Reselected {
  readonly selection: string;
  readonly temperature: number;
  readonly draws: readonly Redraw[];
}

/** The draws that a run made, each from the population as that iteration knew it, by another selection. */
export function reselect(
  run: Pick<DecidedTurns, "turns">,
  history: Pick<HistoryReader, "decisions">,
  rule: SelectionRule,
): Reselected {
  const draws = run.turns.flatMap(({ finished, view }) => {
    const stored = history.decisions.find(finished.iteration, "select");
    if (stored === undefined) return [];
    return [redraw(finished.iteration, view.members, selectSchema.parse(stored.body), rule)];
  });
  return { selection: rule.name, temperature: rule.temperature, draws };
}

function redraw(
  iteration: number,
  members: readonly ScoredMember[],
  { parent, draw }: DecisionBody<"select">,
  rule: SelectionRule,
): Redraw {
  const { parent: drawn, probabilities } = rule.select(members, draw);
  const leader = bestMember({ members });
  const chanceOf = (tree: TreeHash) =>
    probabilities[members.findIndex(({ candidate }) => candidate === tree)] ?? 0;
  return {
    iteration,
    members: members.length,
    parent,
    parentProbability: chanceOf(parent),
    drawn: drawn.candidate,
    effectiveParents: 1 / probabilities.reduce((sum, one) => sum + one * one, 0),
    leaderProbability: chanceOf(leader.candidate),
  };
}
