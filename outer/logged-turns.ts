import type { Observation } from "../inner/trajectory.js";
import type { CandidateEntry, HistoryReader } from "../population/history/history.js";
import { type Phase, ticketOf } from "../population/history/ticket.js";
import { decidedAdmissions } from "./admission.js";
import { type DecisionBody, outcomeSchema } from "./decisions.js";
import { evidenceOf } from "./evidence.js";
import type { FinishedIteration, TurnPlace } from "./population-view.js";
import { turnsOf } from "./turns.js";

type Logged = Pick<HistoryReader, "decisions" | "candidates" | "totals">;

/** What a run has decided so far, read from its history. */
export interface LoggedTurns {
  /** Iterations 0 to `place.decided` and the admissions between them, in the order in which they were decided. */
  readonly finished: readonly FinishedIteration[];
  /** Where an admission would take place now. */
  readonly place: TurnPlace;
}

/** Iterations and admissions that a run has decided. Empty before its baseline is evaluated. */
export function loggedTurns(history: Logged, validationDocuments: number): LoggedTurns {
  const observed = new Map<number, Observation>(
    history.totals.observations().map((observation) => [observation.ticket, observation]),
  );
  const candidates = new Map(history.candidates.all().map((entry) => [entry.iteration, entry]));
  const outcomes = outcomesOf(history);
  const place = { decided: decidedUntil(outcomes), begun: begunUntil(history) };
  const baseline = candidates.get(0);
  const first = runOf(0, "validate-parent");
  if (baseline === undefined || first.length < validationDocuments) return { finished: [], place };
  const evaluations = [{ candidate: baseline.tree, evidence: evidenceOf(first) }];
  const finished: FinishedIteration[] = [
    { iteration: 0, outcome: null, candidate: committed(baseline), evaluations },
  ];
  for (const turn of turnsOf(place.decided, decidedAdmissions(history.decisions))) {
    const { iteration } = turn.kind === "iteration" ? turn : turn.admission;
    const outcome = outcomes.get(iteration);
    if (outcome === undefined) continue;
    finished.push({
      iteration,
      ...(turn.kind === "admission" && { place: turn.admission.body }),
      outcome,
      candidate: committed(candidates.get(iteration)),
      evaluations: evaluationsOf(iteration, outcome),
    });
  }
  return { finished, place };

  function runOf(iteration: number, phase: Phase): Observation[] {
    return Array.from({ length: validationDocuments }, (_, position) =>
      observed.get(ticketOf(iteration, phase, position)),
    ).filter((observation) => observation !== undefined);
  }

  function evaluationsOf(
    iteration: number,
    { outcome, candidate, parent }: DecisionBody<"outcome">,
  ): FinishedIteration["evaluations"] {
    if (candidate === null || outcome === "inconclusive") return [];
    return [
      { candidate: parent, evidence: evidenceOf(runOf(iteration, "validate-parent")) },
      { candidate, evidence: evidenceOf(runOf(iteration, "validate-mutant")) },
    ];
  }
}

function outcomesOf({ decisions }: Logged): Map<number, DecisionBody<"outcome">> {
  const outcomes = decisions.all().filter(({ kind }) => kind === "outcome");
  return new Map(outcomes.map(({ iteration, body }) => [iteration, outcomeSchema.parse(body)]));
}

function decidedUntil(outcomes: ReadonlyMap<number, unknown>): number {
  let decided = 0;
  while (outcomes.has(decided + 1)) decided += 1;
  return decided;
}

function begunUntil({ decisions }: Logged): number {
  const begun = decisions.all().filter(({ kind }) => kind === "select");
  return Math.max(0, ...begun.map(({ iteration }) => iteration));
}

function committed(entry: CandidateEntry | undefined): FinishedIteration["candidate"] {
  if (entry === undefined) return null;
  return { tree: entry.tree, commit: entry.commit, member: entry.standing !== "rejected" };
}
