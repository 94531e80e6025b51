import type { Definition } from "../definition/definition.js";
import { fewestDocuments } from "../report/interval.js";
import { count, plural } from "../report/numbers.js";
import { gateDetects, type Means, testDetects } from "./detectable.js";

/**
 * With one helpful edit in ten, a search of fewer iterations more often than once in three never sees one
 * (0.9^10 = 0.35).
 */
const fewestIterations = 10;

/** Of a pass rate. The paper's whole search gained 18 to 30 points: what is blind to less would not have seen it. */
const widestGain = 0.25;

/** What a whole run takes; null where it is not known. */
export interface Needed {
  readonly calls: number;
  readonly tokens: number | null;
  readonly usd: number | null;
}

/** How many episodes the parts of a run have. */
export interface Shares {
  readonly episodes: number;
  /** Before iteration 1. */
  readonly first: number;
  readonly perIteration: number;
}

/** What makes an experiment too small to mean anything, one clause each; empty when nothing does. */
export function tooSmall(
  { search, budget }: Pick<Definition, "search" | "budget">,
  means: Means,
  rate: number,
  { needed, shares }: { readonly needed: Needed; readonly shares: Shares },
): string[] {
  const reached = iterationsWithin(budget, needed, shares);
  const hoped = Math.min(search.iterations, fewestIterations);
  return [
    ...(search.iterations < fewestIterations
      ? [
          `${plural(search.iterations, "iteration")}: an edit that helps may not be among so few, ${fewestIterations} are a start`,
        ]
      : []),
    ...(reached < hoped
      ? [`the budget ends roughly after ${count(reached)} of ${plural(search.iterations, "iteration")}`]
      : []),
    ...blind(`${plural(means.validation, "validation document")}`, "are accepted", gateDetects(means, rate)),
    ...testTrouble(means, rate),
  ];
}

function testTrouble(means: Means, rate: number): string[] {
  const { test, testRepeats } = means;
  if (test === 0 || testRepeats === 0)
    return ["there is no final test: nothing can be claimed of the result"];
  if (test < fewestDocuments) {
    return [
      `${plural(test, "test document")}: no interval below ${fewestDocuments}, so nothing can be claimed`,
    ];
  }
  return blind(
    `${plural(test, "test document")} x ${testRepeats}`,
    "are told from 0",
    testDetects(means, rate),
  );
}

function blind(what: string, how: string, gain: number | null): string[] {
  if (gain !== null && gain <= widestGain) return [];
  const which =
    gain === null ? "not even the largest gains" : `only gains of ${Math.round(gain * 100)} points or more`;
  return [`${what}: ${which} ${how} four times in five`];
}

/** How many iterations the tightest limit leaves room for, if episodes cost alike; no limit leaves all. */
function iterationsWithin(
  { calls, tokens, usd }: Definition["budget"],
  needed: Needed,
  { episodes, first, perIteration }: Shares,
): number {
  const share = (limit: number | null, whole: number | null) =>
    limit === null || whole === null || whole === 0 ? Number.POSITIVE_INFINITY : limit / whole;
  const tightest = Math.min(share(calls, needed.calls), share(tokens, needed.tokens), share(usd, needed.usd));
  return Math.max(0, Math.floor((tightest * episodes - first) / perIteration));
}
