import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { NewCandidate } from "../population/candidates/candidate-store.js";
import { applyDiff } from "../population/candidates/diff.js";
import { admissionNumber } from "../population/history/admission-number.js";
import type { CandidateEntry, HistoryReader } from "../population/history/history.js";
import { admitterOf } from "./admission.js";
import { baselineCandidate, mutantCandidate } from "./candidate-record.js";
import { pairOf } from "./crossed-pair.js";
import { type DecisionBody, type DecisionKind, decisionSchemas } from "./decisions.js";

/** A candidate as the history names it, and what was committed to git for it. */
export interface RecordedCandidate {
  readonly entry: CandidateEntry;
  readonly candidate: NewCandidate;
}

/**
 * Every committed candidate of a history, parents first, with all that its commit was made of: the population can be
 * written again from it, hash by hash.
 * @throws Error naming the iteration for which the history does not hold what was committed.
 */
export function* recordedCandidates(
  history: Pick<HistoryReader, "candidates" | "decisions">,
  baseline: HarnessFiles,
): Generator<RecordedCandidate> {
  const placed = history.candidates.all().map((entry) => ({ entry, at: placeOf(history, entry) }));
  for (const { entry } of placed.sort((a, b) => a.at - b.at)) {
    yield { entry, candidate: candidateOf(history, entry, baseline) };
  }
}

/** An admission stands between the iteration that it followed and the next; several keep their order. */
function placeOf(history: Pick<HistoryReader, "decisions">, { iteration }: CandidateEntry): number {
  if (admissionNumber(iteration) === null) return iteration;
  return decided(history, iteration, "admission").decided + 0.5;
}

function candidateOf(
  history: Pick<HistoryReader, "decisions">,
  entry: CandidateEntry,
  baseline: HarnessFiles,
): NewCandidate {
  if (entry.parent === null) return baselineCandidate(baseline);
  const { iteration, parent, diff, summary } = entry;
  const number = admissionNumber(iteration);
  const admitter = number === null ? undefined : admitterOf(number, decided(history, iteration, "admission"));
  const rationale = number === null ? decided(history, iteration, "edit").rationale : "";
  const accept = decided(history, iteration, "accept");
  const otherParent = pairOf(history, iteration)?.otherCommit;
  return mutantCandidate({
    files: applyDiff(baseline, diff),
    parent,
    otherParent,
    iteration,
    summary,
    rationale,
    accept,
    admitter,
  });
}

function decided<K extends DecisionKind>(
  history: Pick<HistoryReader, "decisions">,
  iteration: number,
  kind: K,
): DecisionBody<K> {
  const stored = history.decisions.find(iteration, kind);
  if (stored === undefined)
    throw new Error(`the history lacks the decision ${kind} of iteration ${iteration}`);
  return decisionSchemas[kind].parse(stored.body) as DecisionBody<K>;
}
