import type { Usage } from "../../models/usage.js";
import { admissionNumber } from "../../population/history/admission-number.js";
import type { HistoryReader } from "../../population/history/history.js";
import { historyBegun } from "../../population/history/open.js";
import { iterationOf } from "../../population/history/ticket.js";
import { readRun, viewOf } from "../loaded-run.js";
import type { CurveData } from "../report/curve-data.js";
import type { StoredMember } from "./family-folder.js";
import type { Steps } from "./steps.js";

/** What the history of a member says of it. */
export interface MemberView extends StoredMember {
  readonly curve: CurveData;
  /** True once everything of it is done, its test and its reports included. */
  readonly finished: boolean;
  readonly spent: Usage;
  /** The best so far by iterations, and by episodes of the search; null before the baseline was measured. */
  readonly steps: Readonly<Record<Abscissa, Steps>> | null;
}

/** What a curve is drawn against. */
export const abscissas = ["episodes", "iterations"] as const;
export type Abscissa = (typeof abscissas)[number];

/** Reads a member from its run folder; null when its run has not been begun. */
export function memberView(member: StoredMember): MemberView | null {
  if (!historyBegun(member.folder.history)) return null;
  const history = readRun(member.folder.path);
  try {
    if (history.run.get("definition.1") === undefined) return null;
    const { curve, digest } = viewOf(history);
    const episodes = episodesUpTo(history);
    const { total } = history.totals.usage();
    return {
      ...member,
      curve,
      finished: digest !== null && curve.final,
      spent: total,
      steps: stepsOf(curve, episodes),
    };
  } finally {
    void history.close();
  }
}

/** Of the baseline's evaluation and the iterations up to this one, in the order of their tickets. */
type EpisodesUpTo = (iteration: number) => number;

function episodesUpTo({ totals }: Pick<HistoryReader, "totals">): EpisodesUpTo {
  const iterations = totals
    .observations()
    .filter(({ split, purpose }) => split !== "test" && purpose !== "finalist")
    .map(({ ticket }) => iterationOf(ticket))
    .filter((iteration) => admissionNumber(iteration) === null);
  return (iteration) => iterations.filter((one) => one <= iteration).length;
}

/** Runs of finalists come after the last iteration: by episodes, the last value holds until they are spent. */
function stepsOf({ points, iterations, searchEpisodes }: CurveData, upTo: EpisodesUpTo): MemberView["steps"] {
  const known = points.flatMap(({ iteration, at, bestSoFar }) =>
    bestSoFar === null ? [] : [{ at, episodes: upTo(iteration), best: bestSoFar }],
  );
  if (known.length === 0) return null;
  const values = known.map(({ best }) => best);
  return {
    iterations: { at: known.map(({ at }) => at), values, end: iterations },
    episodes: { at: known.map(({ episodes }) => episodes), values, end: searchEpisodes },
  };
}
