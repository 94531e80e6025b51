import type { Observation } from "../../inner/trajectory.js";
import type { HistoryReader } from "../../population/history/history.js";
import { namedCandidates } from "../ablate/ablated.js";
import { type RunView, viewOf } from "../loaded-run.js";
import type { Candidates } from "../named-candidate.js";
import { type Descendant, familyOf } from "./family.js";
import { scoredEpisodes } from "./validation-score.js";

/** A run as it is read once to tell of its descent. */
export interface SearchedRun {
  /** As it was typed. */
  readonly run: string;
  readonly history: HistoryReader;
  readonly view: RunView;
  /** Everyone who descends from the baseline, by iteration. */
  readonly family: readonly Descendant[];
  /** What names are looked up in. */
  readonly named: Candidates;
  readonly observations: readonly Observation[];
  /** The validation episodes that count in scores. */
  readonly scored: readonly Observation[];
}

/** Reads all that the descent is told from. @throws UsageError as viewOf does. */
export function searchedRun(run: string, history: HistoryReader): SearchedRun {
  const view = viewOf(history);
  const { best } = view.curve;
  const candidates = namedCandidates(history);
  const decisions = history.decisions.all();
  const observations = history.totals.observations();
  return {
    run,
    history,
    view,
    family: familyOf({ candidates, decisions, observations, best }),
    named: { run, all: candidates, best: best?.candidate ?? null },
    observations,
    scored: scoredEpisodes(observations, decisions),
  };
}
