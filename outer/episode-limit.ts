import type { PopulationView } from "./population-view.js";

/** The episodes of a search: conclusive ones on validation documents, and all on training documents. */
export function searchedEpisodes(
  { episodes }: Pick<PopulationView, "episodes">,
  iterations: number,
  minibatch: number,
): number {
  return episodes + iterations * minibatch;
}

/** That a limit on episodes ended a search, and on what this was seen. */
export interface EpisodesUsedUp {
  readonly limit: number;
  /** By the iterations that the next one would have known of; those beside them come on top. */
  readonly spent: number;
}

/**
 * Whether the next iteration does not begin, since those it may know of have used up the limit; null while it does.
 * Whatever is under way is left out, so that the end of a search depends on nothing but seed and settings.
 */
export function usedUp(
  view: Pick<PopulationView, "episodes">,
  { iterations, minibatch, limit }: { iterations: number; minibatch: number; limit: number | null },
): EpisodesUsedUp | null {
  const spent = searchedEpisodes(view, iterations, minibatch);
  return limit === null || spent < limit ? null : { limit, spent };
}
