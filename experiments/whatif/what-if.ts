import { type DecidedTurns, decidedTurns } from "../../outer/logged-retrials.js";
import type { AcceptanceRule } from "../../outer/policies/acceptance-rules.js";
import { partsOf, searchPolicyOf, type WrittenPolicy } from "../../outer/policies/search-policies.js";
import { type SelectionRule, selectionRule } from "../../outer/policies/selection-rules.js";
import type { HistoryReader } from "../../population/history/history.js";
import type { RunView } from "../loaded-run.js";
import type { CurveData } from "../report/curve-data.js";
import { type Redecided, redecide } from "./redecide.js";
import { type RedecidedCounts, redecidedCounts } from "./redecided-counts.js";
import { redecidedCurve } from "./redecided-curve.js";
import { type Reselected, reselect } from "./reselect.js";

/** A run under one rule. */
export interface RuleOutcome extends Redecided {
  readonly counts: RedecidedCounts;
  readonly curve: CurveData;
}

/** What would have become of a run under other rules, from its history alone. */
export interface WhatIf {
  /** The policy that the run decided by. */
  readonly policy: WrittenPolicy;
  /** The run under its own rule: as it was. */
  readonly ran: RuleOutcome;
  readonly rules: readonly RuleOutcome[];
  /** The draws as they were made. */
  readonly drew: Reselected;
  readonly selections: readonly Reselected[];
}

/** What of a run is decided anew. */
interface Decided {
  readonly history: Pick<HistoryReader, "decisions" | "candidates" | "totals" | "documents">;
  readonly view: Pick<RunView, "definition" | "curve" | "facts">;
}

/** Decides a run, finished or not, anew by each rule, and draws its parents anew by each selection. Asks no model. */
export function whatIf(
  run: Decided,
  rules: readonly AcceptanceRule[],
  selections: readonly SelectionRule[],
): WhatIf {
  const { history, view } = run;
  const { policy, temperature } = view.definition.search;
  const search = searchPolicyOf(policy);
  const own = { name: partsOf(policy).acceptance, decide: search.judge };
  const decided = decidedRun(run);
  const under = (rule: AcceptanceRule): RuleOutcome => {
    const redecided = redecide(decided, rule, search);
    const curve = redecidedCurve(history, view, redecided);
    return { ...redecided, counts: redecidedCounts(redecided), curve };
  };
  return {
    policy,
    ran: under(own),
    rules: rules.map(under),
    drew: reselect(decided, history, selectionRule(partsOf(policy).selection, temperature)),
    selections: selections.map((selection) => reselect(decided, history, selection)),
  };
}

function decidedRun({ history, view }: Decided): DecidedTurns {
  const { concurrency, maxInconclusiveShare } = view.definition.search;
  const documents = history.documents
    .all()
    .filter(({ split }) => split === "validation")
    .sort((a, b) => a.position - b.position)
    .map(({ document }) => document.id);
  return decidedTurns(history, { documents, concurrency, maxInconclusiveShare });
}
