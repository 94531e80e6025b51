import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  differenceEstimate,
  type Estimate,
  type Interval,
  meanEstimate,
  rateEstimate,
} from "../../../experiments/report/interval.js";
import { tailLevel } from "../../../experiments/report/tail-level.js";
import { asDocumentId, type DocumentId } from "../../../foundation/ids.js";
import { type Random, randomStreams } from "../../../foundation/random.js";
import type { Rate } from "../../../outer/decisions.js";

const stream = () => randomStreams(7).fork("test");
const rates = (accepted: readonly number[], conclusive = 1): Map<DocumentId, Rate> =>
  new Map(accepted.map((value, index) => [asDocumentId(`d${index}`), { accepted: value, conclusive }]));
const repeated = (value: number, times: number) => new Array<number>(times).fill(value);

function intervalOf(estimate: Estimate): Interval {
  if (estimate.interval === null) throw new Error(estimate.because);
  return estimate.interval;
}

const documents = (least: number, most: number) =>
  fc
    .array(fc.integer({ min: 0, max: 3 }), { minLength: least, maxLength: most })
    .map((values) => rates(values, 3));

describe("the interval of a mean", () => {
  const sums = (values: readonly number[], count: number) =>
    new Map(values.map((value, index) => [asDocumentId(`d${index}`), { sum: value * count, count }]));
  const range = { low: 0, high: 100 };

  it("holds the mean, and is no narrower for more items of the same documents", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 10, maxLength: 30 }), (values) => {
        const once = meanEstimate(sums(values, 1), range, stream());
        const tenTimes = meanEstimate(sums(values, 10), range, stream());
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(once.value).toBeCloseTo(mean, 9);
        expect(intervalOf(once).low).toBeLessThanOrEqual(mean + 1e-9);
        expect(intervalOf(once).high).toBeGreaterThanOrEqual(mean - 1e-9);
        expect(intervalOf(tenTimes).low).toBeCloseTo(intervalOf(once).low, 9);
        expect(intervalOf(tenTimes).high).toBeCloseTo(intervalOf(once).high, 9);
      }),
      { numRuns: 20 },
    );
  });
});

describe("the interval of a pass rate", () => {
  it("is withheld below ten documents, with the reason", () => {
    const estimate = rateEstimate(rates([1, 1, 0, 0, 0, 0, 0, 0, 0]), stream());
    expect(estimate).toMatchObject({
      documents: 9,
      interval: null,
      because: "too few documents for an interval",
    });
    expect(estimate.value).toBeCloseTo(2 / 9, 12);
  });

  it("is withheld, as is the value, when nothing was conclusive", () => {
    expect(rateEstimate(new Map(), stream())).toMatchObject({ value: null, documents: 0, interval: null });
  });

  it("contains the estimate and stays within [0, 1]", () => {
    fc.assert(
      fc.property(documents(10, 20), (measured) => {
        const estimate = rateEstimate(measured, stream());
        const { low, high } = intervalOf(estimate);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(estimate.value ?? Number.NaN);
        expect(high).toBeGreaterThanOrEqual(estimate.value ?? Number.NaN);
        expect(high - low).toBeGreaterThan(0.05);
      }),
      { numRuns: 25 },
    );
  });

  it("is Wilson's interval on documents when every document failed or every document passed", () => {
    const none = intervalOf(rateEstimate(rates(repeated(0, 12), 3), stream()));
    const all = intervalOf(rateEstimate(rates(repeated(3, 12), 3), stream()));
    expect(none.low).toBe(0);
    expect(none.high).toBeCloseTo(0.2425, 4);
    expect(all.low).toBeCloseTo(0.7575, 4);
    expect(all.high).toBe(1);
  });

  it("does not shrink when every episode is repeated with the same result: documents count, not episodes", () => {
    const once = rates([1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]);
    const thrice = rates([3, 0, 0, 3, 0, 0, 3, 0, 0, 3, 0, 0], 3);
    expect(intervalOf(rateEstimate(thrice, stream()))).toEqual(intervalOf(rateEstimate(once, stream())));
  });

  it("does not depend on the order in which documents were measured", () => {
    const forward = rates([1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0]);
    const backward = new Map([...forward].reverse());
    expect(rateEstimate(backward, stream())).toEqual(rateEstimate(forward, stream()));
  });

  it("narrows as documents are added", () => {
    const width = (times: number) => {
      const { low, high } = intervalOf(
        rateEstimate(rates(repeated(0, times).flatMap(() => [1, 0, 0])), stream()),
      );
      return high - low;
    };
    expect(width(4)).toBeGreaterThan(width(8));
    expect(width(8)).toBeGreaterThan(width(40));
  });
});

describe("the interval of a difference", () => {
  it("is paired: what is hard for both sides does not widen it", () => {
    const pattern = [1, 1, 1, 0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0];
    const better = pattern.map((value, index) => (index % 4 === 3 ? 1 : value));
    const shifted = [...better.slice(7), ...better.slice(0, 7)];
    const width = (side: readonly number[]) => {
      const { low, high } = intervalOf(differenceEstimate(rates(side), rates(pattern), stream()));
      return high - low;
    };
    expect(width(better)).toBeLessThan(0.75 * width(shifted));
  });

  it("uses only documents conclusive for both", () => {
    const some = new Map([...rates(repeated(1, 15))].slice(5));
    expect(differenceEstimate(rates(repeated(0, 15)), some, stream())).toMatchObject({
      value: -1,
      documents: 10,
    });
    const few = new Map([...some].slice(0, 9));
    expect(differenceEstimate(some, few, stream())).toMatchObject({ documents: 9, interval: null });
  });

  it("contains the estimate, stays within [-1, 1], and is never without width", () => {
    const both = fc.tuple(documents(10, 20), documents(10, 20));
    fc.assert(
      fc.property(both, ([a, b]) => {
        const estimate = differenceEstimate(a, b, stream());
        const { low, high } = intervalOf(estimate);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(estimate.value ?? Number.NaN);
        expect(high).toBeGreaterThanOrEqual(estimate.value ?? Number.NaN);
        expect(high - low).toBeGreaterThan(0.05);
      }),
      { numRuns: 25 },
    );
  });

  it("does not exclude zero because two documents of twelve happened to change", () => {
    const baseline = rates(repeated(0, 12));
    const best = rates([1, 1, ...repeated(0, 10)]);
    expect(intervalOf(differenceEstimate(best, baseline, stream())).low).toBeLessThan(0);
  });

  it("says plainly that equal sides are not proven equal", () => {
    const side = rates([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
    const { low, high } = intervalOf(differenceEstimate(side, side, stream()));
    expect([low, high].map((bound) => Math.round(100 * bound))).toEqual([-24, 24]);
  });
});

describe("the tail level", () => {
  it("cuts further out the fewer the units, and at 2.5 % in the end", () => {
    expect(tailLevel(10)).toBeCloseTo(0.0085, 3);
    expect(tailLevel(12)).toBeCloseTo(0.0107, 3);
    expect(tailLevel(25)).toBeCloseTo(0.0176, 3);
    expect(tailLevel(1e6)).toBeCloseTo(0.025, 5);
  });
});

describe("coverage on simulated documents that differ in difficulty", () => {
  const histories = 60;
  /** Of a document's two kinds, easy and hard, each is drawn half the time; three episodes on each. */
  const document = (random: Random, easy: number, hard: number) => {
    const chance = random.next() < 0.5 ? easy : hard;
    return () => [0, 0, 0].filter(() => random.next() < chance).length;
  };

  const meanWidth = (intervals: readonly Interval[]) =>
    intervals.reduce((sum, { low, high }) => sum + high - low, 0) / intervals.length;
  const holding = (truth: number) => (interval: Interval) => interval.low <= truth && truth <= interval.high;

  it("holds the true rate about 95 times in 100, without being wide", () => {
    const random = randomStreams(11).fork("coverage");
    const intervals = Array.from({ length: histories }, () => {
      const accepted = Array.from({ length: 15 }, () => document(random, 0.55, 0.05)());
      return intervalOf(rateEstimate(rates(accepted, 3), random));
    });
    expect(intervals.filter(holding(0.3)).length / histories).toBeGreaterThanOrEqual(0.9);
    expect(meanWidth(intervals)).toBeLessThan(0.45);
  });

  it("holds the true paired difference about 95 times in 100, without being wide", () => {
    const random = randomStreams(12).fork("coverage");
    const intervals = Array.from({ length: histories }, () => {
      const pairs = Array.from({ length: 15 }, () => {
        const kind = random.next() < 0.5;
        const thrice = (chance: number) => [0, 0, 0].filter(() => random.next() < chance).length;
        return kind ? [thrice(0.6), thrice(0.4)] : [thrice(0.2), thrice(0.1)];
      });
      const [a, b] = [0, 1].map((side) =>
        rates(
          pairs.map((pair) => pair[side] ?? 0),
          3,
        ),
      );
      return intervalOf(differenceEstimate(a ?? new Map(), b ?? new Map(), random));
    });
    expect(intervals.filter(holding(0.15)).length / histories).toBeGreaterThanOrEqual(0.9);
    expect(meanWidth(intervals)).toBeLessThan(0.45);
  });
});
