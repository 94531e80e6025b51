import type { TreeHash } from "../../foundation/ids.js";
import type { Observation, Trajectory } from "../../inner/trajectory.js";
import type { HistoryReader } from "../../population/history/history.js";

/** The splits that candidates can be compared on. */
export const comparedSplits = ["validation", "test"] as const;
export type ComparedSplit = (typeof comparedSplits)[number];

/**
 * Every episode of a candidate that a run logged on a split under its own acceptance rule, in ticket order: those under
 * other presets (search.final_presets) measure something else. A run that went on beyond its end logs some again under
 * other tickets: they count once.
 */
export function recordedEpisodes(
  history: Pick<HistoryReader, "totals" | "episodes">,
  candidate: TreeHash,
  split: ComparedSplit,
): Trajectory[] {
  const byKey = new Map<string, Observation>();
  for (const one of history.totals.observations()) {
    if (one.candidate !== candidate || one.split !== split || one.purpose === "criterion") continue;
    byKey.set(`${one.purpose} ${one.document} ${one.repeat}`, one);
  }
  return [...byKey.values()].map(({ ticket }) => {
    const trajectory = history.episodes.find(ticket);
    if (trajectory === undefined) throw new Error(`episode ${ticket} was counted and is not stored`);
    return trajectory;
  });
}

/** Candidates other than the baseline that a run has ever measured on its test split. */
export function looksAtTest(history: Pick<HistoryReader, "totals" | "candidates">): Set<TreeHash> {
  const baseline = history.candidates.all().find(({ standing }) => standing === "baseline")?.tree;
  const looked = history.totals
    .observations()
    .filter(({ split, candidate }) => split === "test" && candidate !== baseline);
  return new Set(looked.map(({ candidate }) => candidate));
}
