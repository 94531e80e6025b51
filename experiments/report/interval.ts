import type { DocumentId } from "../../foundation/ids.js";
import type { Random } from "../../foundation/random.js";
import type { Rate } from "../../outer/decisions.js";
import { clusteredWilson } from "./clustered-wilson.js";
import { tailLevel } from "./tail-level.js";

/**
 * 95 % intervals for pass rates and their differences.
 *
 * Episodes on one document resemble each other, so whole documents are resampled with replacement (10,000
 * times) and the percentiles of the resampled value are taken, further out when documents are few
 * (tail-level.ts). Where at most two documents differ from all others, resampling sees next to no spread
 * (with 0 of n or n of n none at all); the interval then also covers what documents not seen could change:
 * by Wilson's bound their share is up to q = z²/(n + z²), and each of them may lie anywhere in the range. For 0 of n
 * this is Wilson's interval on documents.
 *
 * A pass rate's interval is at least Wilson's for clustered episodes (clustered-wilson.ts): on 300 worlds of 25 documents
 * with true rates of .1 to .9 and one or three episodes each, both together held the truth 95 to 99 times in 100,
 * percentiles alone 93 to 97 times, most often missing a truth nearer to the middle.
 *
 * On simulated runs of 10 to 50 documents, one or three episodes each, with pass rates from .1 to .8 and
 * strongly clustered documents, these intervals held the true value 93 to 100 times in 100, for rates and
 * for differences; plain 2.5 % percentiles 87 to 100 times. BCa was no better on differences (84 and more).
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A value with what it was measured on. */
export interface Estimate {
  /** In [0, 1] for a rate, [-1, 1] for a difference; null when nothing was measured. */
  readonly value: number | null;
  /** Documents with a conclusive episode (for both, in a difference). */
  readonly documents: number;
  /** 95 %; contains the value. Null for the reason in `because`. */
  readonly interval: Interval | null;
  /** Why there is no interval; empty when there is one. */
  readonly because: string;
}

export const fewestDocuments = 10;
const resamples = 10_000;

/** What was measured on one document: the sum of some number over so many episodes or examples. */
export interface Sum {
  readonly sum: number;
  readonly count: number;
}

/** The pass rate over all episodes, with an interval over documents that is at least Wilson's for them. */
export function rateEstimate(rates: ReadonlyMap<DocumentId, Rate>, random: Random): Estimate {
  const sums = sumsOf(rates);
  const resampled = meanEstimate(sums, { low: 0, high: 1 }, random);
  if (resampled.interval === null) return resampled;
  const { low, high } = clusteredWilson([...sums.values()]);
  const interval = {
    low: Math.min(low, resampled.interval.low),
    high: Math.max(high, resampled.interval.high),
  };
  return { ...resampled, interval };
}

/** The mean over all examples, with an interval over documents. @param range that no example can leave. */
export function meanEstimate(sums: ReadonlyMap<DocumentId, Sum>, range: Interval, random: Random): Estimate {
  const documents = [...sums.keys()].sort();
  const ratio: Ratio = {
    parts: [columnsOf(documents, sums)],
    value: ([share = Number.NaN]) => share,
    range,
  };
  return estimate(ratio, documents.length, random);
}

function sumsOf(rates: ReadonlyMap<DocumentId, Rate>): Map<DocumentId, Sum> {
  return new Map(
    [...rates].map(([id, { accepted, conclusive }]) => [id, { sum: accepted, count: conclusive }]),
  );
}

/**
 * The pass rate of `a` minus that of `b`, over the documents conclusive for both; a document is resampled with
 * both its sides, so what makes it easy or hard for both cancels.
 */
export function differenceEstimate(
  a: ReadonlyMap<DocumentId, Rate>,
  b: ReadonlyMap<DocumentId, Rate>,
  random: Random,
): Estimate {
  const documents = [...a.keys()].filter((document) => b.has(document)).sort();
  const ratio: Ratio = {
    parts: [columnsOf(documents, sumsOf(a)), columnsOf(documents, sumsOf(b))],
    value: ([first = Number.NaN, second = Number.NaN]) => first - second,
    range: { low: -1, high: 1 },
  };
  return estimate(ratio, documents.length, random);
}

/** Sums per document as columns, for fast adding. */
interface Columns {
  readonly sum: Float64Array;
  readonly count: Float64Array;
}

/** A value computed from the pass rates of its parts, all on the same documents. */
interface Ratio {
  readonly parts: readonly Columns[];
  readonly value: (shares: readonly number[]) => number;
  readonly range: Interval;
}

function columnsOf(documents: readonly DocumentId[], sums: ReadonlyMap<DocumentId, Sum>): Columns {
  return {
    sum: Float64Array.from(documents, (document) => sums.get(document)?.sum ?? 0),
    count: Float64Array.from(documents, (document) => sums.get(document)?.count ?? 0),
  };
}

function estimate(ratio: Ratio, documents: number, random: Random): Estimate {
  if (documents === 0) return { value: null, documents, interval: null, because: "nothing was conclusive" };
  const everyDocument = Uint32Array.from({ length: documents }, (_, index) => index);
  const value = valueOn(ratio, everyDocument);
  if (documents < fewestDocuments) {
    return { value, documents, interval: null, because: "too few documents for an interval" };
  }
  const resampled = bootstrapInterval(ratio, documents, random);
  const needed =
    differing(ratio, documents) <= 2 ? [resampled, unseenInterval(ratio, value, documents)] : [resampled];
  const interval = {
    low: Math.min(value, ...needed.map(({ low }) => low)),
    high: Math.max(value, ...needed.map(({ high }) => high)),
  };
  return { value, documents, interval, because: "" };
}

function valueOn(ratio: Ratio, documents: Uint32Array): number {
  return ratio.value(ratio.parts.map((columns) => shareOn(columns, documents)));
}

function shareOn({ sum, count }: Columns, documents: Uint32Array): number {
  let numerator = 0;
  let denominator = 0;
  for (const document of documents) {
    numerator += sum[document] ?? 0;
    denominator += count[document] ?? 0;
  }
  return numerator / denominator;
}

function bootstrapInterval(ratio: Ratio, documents: number, random: Random): Interval {
  const values = new Float64Array(resamples);
  const drawn = new Uint32Array(documents);
  for (let resample = 0; resample < resamples; resample++) {
    for (let index = 0; index < documents; index++) drawn[index] = random.integer(documents);
    values[resample] = valueOn(ratio, drawn);
  }
  values.sort();
  const cut = Math.floor(tailLevel(documents) * resamples);
  return { low: values[cut] ?? ratio.range.low, high: values[resamples - 1 - cut] ?? ratio.range.high };
}

/** How many documents have another value than the most common one. */
function differing(ratio: Ratio, documents: number): number {
  const frequencies = new Map<string, number>();
  for (let index = 0; index < documents; index++) {
    const value = valueOn(ratio, Uint32Array.of(index)).toFixed(9);
    frequencies.set(value, (frequencies.get(value) ?? 0) + 1);
  }
  return documents - Math.max(...frequencies.values());
}

function unseenInterval({ range }: Ratio, value: number, documents: number): Interval {
  const zSquared = 1.959963984540054 ** 2;
  const unseen = zSquared / (documents + zSquared);
  return { low: value - unseen * (value - range.low), high: value + unseen * (range.high - value) };
}
