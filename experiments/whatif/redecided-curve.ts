import type { HistoryReader } from "../../population/history/history.js";
import type { RunView } from "../loaded-run.js";
import { type CurveData, curveData } from "../report/curve-data.js";
import { loggedFinal } from "../report/logged-decisions.js";
import { joinsUnder, type Redecided } from "./redecide.js";

/**
 * The curve of a run under a rule: mutants stand where they were measured, turns whose parent would not be there are left
 * out, and so are null mutants, whom the run's own rule judged. Where the rule changes nothing it is the run's own.
 */
export function redecidedCurve(
  history: Pick<HistoryReader, "decisions" | "candidates" | "totals">,
  { curve, facts }: Pick<RunView, "curve" | "facts">,
  redecided: Redecided,
): CurveData {
  const changed = redecided.turns.filter((turn) => joinsUnder(turn) !== (turn.ran === "accepted"));
  if (changed.length === 0) return curve;
  const turns = new Map(redecided.turns.map((turn) => [turn.iteration, turn]));
  const logged = history.decisions.all();
  const final = loggedFinal(logged);
  const decisions = logged.flatMap((entry) => {
    if (entry.kind === "final" || entry.kind === "calibration") return [];
    const turn = turns.get(entry.iteration);
    if (entry.kind !== "outcome" || turn === undefined) return [entry];
    if (turn.orphaned) return [];
    const body = entry.body as object;
    const compared = turn.ran === "accepted" || turn.ran === "rejected";
    return [
      compared ? { ...entry, body: { ...body, outcome: joinsUnder(turn) ? "accepted" : "rejected" } } : entry,
    ];
  });
  const { best } = redecided;
  const end =
    final === undefined || best === null
      ? []
      : [{ iteration: Number.MAX_SAFE_INTEGER, kind: "final", body: { ...final, best: best.candidate } }];
  const named = { ...facts, name: `${facts.name} under ${redecided.rule}` };
  return curveData([...decisions, ...end], history.totals.observations(), history.candidates.all(), named);
}
