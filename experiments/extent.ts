import { efficientParts } from "../outer/policies/efficient-policy.js";
import { partsOf } from "../outer/policies/search-policies.js";
import type { Definition } from "./definition/definition.js";
import type { Shares } from "./power/too-small.js";
import { count, plural } from "./report/numbers.js";

/** How many episodes a run has at most, and where. */
export function sharesOf({ splits, search }: Pick<Definition, "splits" | "search">): Shares {
  const perIteration = search.minibatch + 2 * splits.validation;
  const first = splits.validation * (1 + 2 * search.calibrate);
  const tests = 2 * splits.test * search.finalTestRepeats * (1 + search.finalPresets.length);
  return { episodes: searchAtMost({ splits, search }) + tests, first, perIteration };
}

/** Of several runs; iterations then stand for one in each of them. */
export function addShares(a: Shares, b: Shares): Shares {
  return {
    episodes: a.episodes + b.episodes,
    first: a.first + b.first,
    perIteration: a.perIteration + b.perIteration,
  };
}

/**
 * Episodes of a search at most, its calibration among them; under a limit with those of the last iterations that begin
 * before it is used up, and with the finalists.
 */
export function searchAtMost({ splits, search }: Pick<Definition, "splits" | "search">): number {
  const perIteration = search.minibatch + 2 * splits.validation;
  const calibration = 2 * splits.validation * search.calibrate;
  const iterations = splits.validation + search.iterations * perIteration;
  if (search.episodes === null) return calibration + iterations;
  const searched = Math.max(search.episodes, splits.validation) + search.concurrency * perIteration;
  const finalists = partsOf(search.policy).final === "paper" ? 0 : efficientParts.finalistShare;
  return calibration + Math.min(iterations, Math.ceil(searched * (1 + finalists)));
}

/**
 * Iterations of a search: those asked for, or as many as its limit on episodes is likely to leave room for, if one takes
 * about half of what it takes at most.
 */
export function likelyIterations({ splits, search }: Pick<Definition, "splits" | "search">): number {
  if (search.episodes === null) return search.iterations;
  const room = Math.ceil(search.episodes / (search.minibatch + splits.validation));
  return Math.min(search.iterations, room);
}

/** How long a search goes on. */
export function extentText({
  iterations,
  episodes,
}: Pick<Definition["search"], "iterations" | "episodes">): string {
  const most = plural(iterations, "iteration");
  return episodes === null ? most : `${count(episodes)} episodes or ${most}`;
}
