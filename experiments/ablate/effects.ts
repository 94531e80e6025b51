import type { TreeHash } from "../../foundation/ids.js";
import type { RandomStreams } from "../../foundation/random.js";
import type { Observation } from "../../inner/trajectory.js";
import { holm } from "../report/holm.js";
import { differenceEstimate, type Estimate, rateEstimate } from "../report/interval.js";
import { ratesByDocument } from "../report/pass-rate.js";
import { signFlipTest } from "../report/sign-flip-test.js";

/** What the episodes say of an edit: likely by its interval alone, and not after the correction for several edits. */
export type Verdict =
  | "carries its weight"
  | "likely carries weight"
  | "no effect shown"
  | "likely harmful"
  | "harmful: better without"
  | "too few documents";

/** Above this p a verdict is at most likely. */
const level = 0.05;

/** What an edit does for a candidate, by fresh episodes of the candidate with it and without it. */
export interface Effect {
  /** Pass rate without it. */
  readonly without: Estimate;
  /** Pass rate with it minus that without it, paired by document. */
  readonly effect: Estimate;
  /** Of the sign-flip test, corrected by Holm for all edits of the table. */
  readonly p: number;
  readonly verdict: Verdict;
}

export type Measured = ReadonlyMap<TreeHash, readonly Observation[]>;

/**
 * The effect of every edit, in the order given.
 * @param without the trees of the candidate without one edit each, all measured as the candidate was.
 */
export function effectsOf(
  measured: Measured,
  candidate: TreeHash,
  without: readonly TreeHash[],
  streams: RandomStreams,
): Effect[] {
  const whole = ratesByDocument(measured.get(candidate) ?? []);
  const compared = without.map((tree) => {
    const rates = ratesByDocument(measured.get(tree) ?? []);
    const random = streams.fork(`report/ablate/${tree}`);
    const effect = differenceEstimate(whole, rates, random);
    return {
      without: rateEstimate(rates, random),
      effect,
      p: signFlipTest(whole, rates, random).p ?? 1,
    };
  });
  const corrected = holm(compared.map(({ p }) => p));
  return compared.map((one, index) => {
    const p = corrected[index] ?? 1;
    return { ...one, p, verdict: verdictOn(one.effect, p) };
  });
}

/** An interval that includes 0 shows nothing, in either direction. @param p corrected for all edits of the table. */
export function verdictOn({ interval }: Pick<Estimate, "interval">, p: number): Verdict {
  if (interval === null) return "too few documents";
  if (interval.low > 0) return p > level ? "likely carries weight" : "carries its weight";
  if (interval.high < 0) return p > level ? "likely harmful" : "harmful: better without";
  return "no effect shown";
}

/** One harness against another on the same documents. */
export interface Contrast {
  readonly candidate: Estimate;
  readonly smaller: Estimate;
  /** Smaller minus candidate, paired by document. */
  readonly difference: Estimate;
}

/** A smaller harness beside the candidate that it was made of. */
export function contrastOf(
  measured: Measured,
  { candidate, smaller }: { readonly candidate: TreeHash; readonly smaller: TreeHash },
  streams: RandomStreams,
  split: "validation" | "test",
): Contrast {
  const random = streams.fork(`report/ablate/${split}/${smaller}`);
  const [whole, rest] = [candidate, smaller].map((tree) => ratesByDocument(measured.get(tree) ?? []));
  if (whole === undefined || rest === undefined) throw new Error("two harnesses are compared");
  return {
    candidate: rateEstimate(whole, random),
    smaller: rateEstimate(rest, random),
    difference: differenceEstimate(rest, whole, random),
  };
}
