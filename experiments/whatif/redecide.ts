import type { TreeHash } from "../../foundation/ids.js";
import type { DecisionBody, Rate } from "../../outer/decisions.js";
import { totalOf } from "../../outer/evidence.js";
import type { DecidedTurn, DecidedTurns } from "../../outer/logged-retrials.js";
import type { AcceptanceRule } from "../../outer/policies/acceptance-rules.js";
import { cannotBeDecided } from "../../outer/policies/retrial.js";
import type { SearchPolicy } from "../../outer/policies/search-policy.js";
import {
  bestMember,
  evaluated,
  type FinishedIteration,
  populationView,
} from "../../outer/population-view.js";

/**
 * What a rule makes of a comparison. `kept` and `new` are accepted by it, `falls` and `rejected` are not; `left` stands as
 * the run decided it, since the episodes that were run do not decide it; what is `not measured` joined neither way.
 */
export type Fate = "kept" | "new" | "falls" | "rejected" | "left" | "not measured";

/** One turn of a run under a rule. */
export interface RedecidedTurn {
  /** Of an admission by hand, what stands for it where iterations are named. */
  readonly iteration: number;
  readonly candidate: TreeHash | null;
  readonly parent: TreeHash;
  readonly ran: DecisionBody<"outcome">["outcome"];
  /** Null where there was nothing to compare. */
  readonly fate: Fate | null;
  /** Whether a parent, or one further back, would not be there: the turn would have gone otherwise. */
  readonly orphaned: boolean;
  /** What the rule itself says; null where there was nothing to compare. */
  readonly accept: DecisionBody<"accept"> | null;
}

/** A member with the score by which the run's policy ranks it. */
export interface RankedMember {
  readonly candidate: TreeHash;
  /** In [0, 1]. */
  readonly score: number;
  readonly evaluations: number;
  /** Episodes of all its evaluations together. */
  readonly rate: Rate;
}

/** A run under a rule. */
export interface Redecided {
  readonly rule: string;
  readonly turns: readonly RedecidedTurn[];
  /** Who would lead the population at the end, fresh runs of finalists included; null before the baseline was evaluated. */
  readonly best: RankedMember | null;
}

/** Decides every turn of a run by a rule. Draws, edits and episodes stay as they were; nothing is run. */
export function redecide(
  run: DecidedTurns,
  rule: AcceptanceRule,
  policy: Pick<SearchPolicy, "scored">,
): Redecided {
  const absent = new Set<TreeHash>();
  const turns: RedecidedTurn[] = [];
  const remaining: FinishedIteration[] = run.baseline === null ? [] : [run.baseline];
  for (const turn of run.turns) {
    const redecided = redecidedTurn(turn, rule, absent);
    turns.push(redecided);
    const { candidate } = turn.finished;
    const joins = joinsUnder(redecided);
    if (candidate?.member && !joins) absent.add(candidate.tree);
    if (redecided.orphaned) continue;
    const member = candidate === null ? null : { ...candidate, member: joins };
    remaining.push({ ...turn.finished, candidate: member });
  }
  return { rule: rule.name, turns, best: bestOf(remaining, run, policy) };
}

/** Whether the mutant of a turn is a member under the rule. */
export function joinsUnder({ fate, ran, orphaned }: RedecidedTurn): boolean {
  if (orphaned) return false;
  return fate === "kept" || fate === "new" || (fate === "left" && ran === "accepted");
}

function redecidedTurn(
  { finished, retrial }: DecidedTurn,
  rule: AcceptanceRule,
  absent: ReadonlySet<TreeHash>,
): RedecidedTurn {
  const { iteration, outcome } = finished;
  const { candidate, parent, otherParent, outcome: ran } = outcome;
  const orphaned = absent.has(parent) || (otherParent !== undefined && absent.has(otherParent));
  const accept = retrial === null ? null : rule.decide(retrial);
  const fate = accept === null ? null : fateOf(ran, accept);
  return { iteration, candidate, parent, ran, fate, orphaned, accept };
}

/** A mutant that the run could not measure was kept by nobody: no rule can make a member of it. */
function fateOf(ran: RedecidedTurn["ran"], { verdict, because }: DecisionBody<"accept">): Fate {
  if (ran === "inconclusive") return "not measured";
  if (verdict === "not measured") return because.startsWith(cannotBeDecided) ? "left" : "not measured";
  if (verdict === "accept") return ran === "accepted" ? "kept" : "new";
  return ran === "accepted" ? "falls" : "rejected";
}

function bestOf(
  finished: readonly FinishedIteration[],
  { finalists }: Pick<DecidedTurns, "finalists">,
  policy: Pick<SearchPolicy, "scored">,
): RankedMember | null {
  const members = policy.scored(finalists.reduce(evaluated, populationView(finished).members));
  if (members.length === 0) return null;
  const { candidate, score, evaluations, evidence } = bestMember({ members });
  return { candidate, score, evaluations, rate: totalOf(evidence) };
}
