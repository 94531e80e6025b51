import type { DocumentId, TreeHash } from "../foundation/ids.js";
import type { Observation } from "../inner/trajectory.js";
import type { HistoryReader } from "../population/history/history.js";
import { iterationOf, type Phase, phaseOf } from "../population/history/ticket.js";
import type { DecisionBody } from "./decisions.js";
import { type CandidateEvidence, type Evidence, evidenceOf, noEvidence, pooled } from "./evidence.js";
import { loggedTurns } from "./logged-turns.js";
import type { Retrial } from "./policies/retrial.js";
import { emptyPopulation, extended, type FinishedIteration, type PopulationView } from "./population-view.js";
import { isVisible } from "./turns.js";

/** A turn of a run that was decided, with what is needed to decide it anew. */
export interface DecidedTurn {
  readonly finished: FinishedIteration & { readonly outcome: DecisionBody<"outcome"> };
  /** The population that the turn knew of when it began. */
  readonly view: PopulationView;
  /** Null when there was nothing to compare. */
  readonly retrial: Retrial | null;
}

/** All that a run has decided, in the order in which it did. */
export interface DecidedTurns {
  /** The baseline's evaluation; null before it was made. */
  readonly baseline: FinishedIteration | null;
  readonly turns: readonly DecidedTurn[];
  /** Fresh runs that were made for the choice of the member it ended with; none where it has not ended. */
  readonly finalists: readonly CandidateEvidence[];
}

/** What of a run's settings its decisions go by. */
export interface DecidingSettings {
  /** All validation documents. */
  readonly documents: readonly DocumentId[];
  readonly concurrency: number;
  readonly maxInconclusiveShare: number;
}

/** Reads back what every decision of a run was taken on. A run that goes on can be read too. */
export function decidedTurns(
  history: Pick<HistoryReader, "decisions" | "candidates" | "totals">,
  settings: DecidingSettings,
): DecidedTurns {
  const { finished, place } = loggedTurns(history, settings.documents.length);
  const [baseline = null, ...rest] = finished;
  const observations = history.totals.observations();
  const runs = runsOf(observations);
  const finalists = finalistsOf(observations, place.decided + 1);
  const atEnd = evidenceByCandidate([...finished.flatMap(({ evaluations }) => evaluations), ...finalists]);
  const turns: DecidedTurn[] = [];
  let before = baseline === null ? emptyPopulation : extended(emptyPopulation, baseline);
  for (const [index, one] of rest.entries()) {
    const { outcome } = one;
    if (outcome === null) continue;
    const view = viewOf(finished.slice(0, index + 1), one, before);
    turns.push({ finished: { ...one, outcome }, view, retrial: retrialOf({ ...one, outcome }, view) });
    before = extended(before, one);
  }
  return { baseline, turns, finalists };

  function viewOf(earlier: readonly FinishedIteration[], one: FinishedIteration, all: PopulationView) {
    if (one.place !== undefined) return all;
    return earlier
      .filter((turn) => isVisible(turn, one.iteration, settings.concurrency))
      .reduce(extended, emptyPopulation);
  }

  function retrialOf({ iteration, outcome }: DecidedTurn["finished"], view: PopulationView): Retrial | null {
    const { candidate, parent } = outcome;
    if (candidate === null || outcome.outcome === "duplicate") return null;
    return {
      documents: settings.documents,
      maxInconclusiveShare: settings.maxInconclusiveShare,
      parent: knownOf(view, parent),
      before: knownOf(before, parent),
      parentRun: runs(iteration, "validate-parent"),
      mutant: runs(iteration, "validate-mutant"),
      parentAtEnd: atEnd.get(parent) ?? noEvidence,
      mutantAtEnd: atEnd.get(candidate) ?? noEvidence,
    };
  }
}

function knownOf({ members }: PopulationView, tree: TreeHash): Evidence {
  return members.find(({ candidate }) => candidate === tree)?.evidence ?? noEvidence;
}

function runsOf(observations: readonly Observation[]) {
  const runs = new Map<string, Observation[]>();
  for (const observation of observations) {
    const key = `${iterationOf(observation.ticket)} ${phaseOf(observation.ticket)}`;
    const run = runs.get(key);
    if (run === undefined) runs.set(key, [observation]);
    else run.push(observation);
  }
  return (iteration: number, phase: Phase): readonly Observation[] => runs.get(`${iteration} ${phase}`) ?? [];
}

/** Runs of finalists of the end that stands under this iteration. */
function finalistsOf(observations: readonly Observation[], end: number): CandidateEvidence[] {
  const runs = new Map<string, Observation[]>();
  for (const observation of observations) {
    const { ticket, candidate, repeat } = observation;
    if (phaseOf(ticket) !== "finalists" || iterationOf(ticket) !== end) continue;
    const key = `${repeat} ${candidate}`;
    runs.set(key, [...(runs.get(key) ?? []), observation]);
  }
  return [...runs.values()].flatMap((run) => {
    const candidate = run[0]?.candidate;
    return candidate === undefined ? [] : [{ candidate, evidence: evidenceOf(run) }];
  });
}

function evidenceByCandidate(evaluations: readonly CandidateEvidence[]): Map<TreeHash, Evidence> {
  const known = new Map<TreeHash, Evidence>();
  for (const { candidate, evidence } of evaluations) {
    known.set(candidate, pooled([known.get(candidate) ?? noEvidence, evidence]));
  }
  return known;
}
