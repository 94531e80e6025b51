import type { DocumentId, TreeHash } from "../../foundation/ids.js";
import type { CandidateEntry, HistoryReader } from "../../population/history/history.js";
import { namedCandidates } from "../ablate/ablated.js";
import { type RunView, readRun, viewOf } from "../loaded-run.js";
import { type Candidates, namedCandidate } from "../named-candidate.js";
import { baselineOf, type CandidateNames, candidateNames } from "../report/candidate-name.js";

/** A run that is looked into: its history, and what names and titles stand for. */
export interface OpenedRun {
  /** As it was typed. */
  readonly run: string;
  readonly history: HistoryReader;
  readonly view: RunView;
  readonly named: Candidates;
  readonly names: CandidateNames;
  /** Titles of all documents by id. */
  readonly titles: ReadonlyMap<DocumentId, string>;
}

/** Opens a run, finished or not; close its history in the end. @throws UsageError when there is none. */
export function openRun(run: string): OpenedRun {
  const history = readRun(run);
  try {
    const view = viewOf(history);
    const all = namedCandidates(history);
    return {
      run,
      history,
      view,
      named: { run, all, best: view.curve.best?.candidate ?? null },
      names: candidateNames(baselineOf(all)),
      titles: new Map(history.documents.all().map(({ document: { id, title } }) => [id, title])),
    };
  } catch (error) {
    void history.close();
    throw error;
  }
}

export function candidateNamed({ named }: OpenedRun, name: string): CandidateEntry {
  return namedCandidate(name, named);
}

export function entryOf({ named }: OpenedRun, tree: TreeHash): CandidateEntry | undefined {
  return named.all.find((entry) => entry.tree === tree);
}
