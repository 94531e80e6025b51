import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Item } from "../../../experiments/classify/items.js";
import { batchesOf, strataOf, stratifiedSample } from "../../../experiments/classify/sample.js";
import { randomStreams } from "../../../foundation/random.js";

const itemsWith = (scores: readonly (number | null)[]): Item[] =>
  scores.map((weak, index) => ({
    ...{ id: String(index), line: index + 1, question: `question ${index}`, answer: null, weak },
  }));
const scores = fc.array(fc.option(fc.integer({ min: 0, max: 20 }).map((value) => value / 20)), {
  minLength: 1,
  maxLength: 120,
});
const drawn = (items: readonly Item[], size: number, seed: number) =>
  stratifiedSample(items, size, randomStreams(seed).fork("classify/sample"));

describe("a stratified sample", () => {
  it("has each item at most once, as many as asked, and strata in proportion", () => {
    const property = (weak: readonly (number | null)[], size: number, seed: number) => {
      const items = itemsWith(weak);
      const sample = drawn(items, size, seed);
      expect(sample).toHaveLength(Math.min(size, items.length));
      expect(new Set(sample).size).toBe(sample.length);
      for (const stratum of strataOf(items)) {
        const taken = sample.filter((item) => stratum.includes(item)).length;
        const quota = (stratum.length * sample.length) / items.length;
        expect(Math.abs(taken - quota)).toBeLessThan(1);
      }
    };
    fc.assert(fc.property(scores, fc.integer({ min: 1, max: 140 }), fc.nat(), property));
  });

  it("has strata that hold every item once, equal scores together, in order of difficulty", () => {
    const property = (weak: readonly (number | null)[]) => {
      const items = itemsWith(weak);
      const strata = strataOf(items);
      expect(strata.flat().sort((a, b) => a.line - b.line)).toEqual(items);
      const ranges = strata.map((stratum) => stratum.map((item) => 1 - (item.weak ?? -1)));
      for (const [index, range] of ranges.slice(1).entries()) {
        expect(Math.max(...(ranges[index] ?? []))).toBeLessThan(Math.min(...range));
      }
    };
    fc.assert(fc.property(scores, property));
  });

  it("is one stratum where no score is given", () => {
    expect(strataOf(itemsWith([null, null, null]))).toHaveLength(1);
  });

  it("depends on its seed alone", () => {
    const items = itemsWith(Array.from({ length: 60 }, (_, index) => (index % 7) / 7));
    expect(drawn(items, 20, 7)).toEqual(drawn(items, 20, 7));
    expect(drawn(items, 20, 7)).not.toEqual(drawn(items, 20, 8));
  });
});

it("batches hold all members in order, and only the last may be smaller", () => {
  expect(batchesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(batchesOf([], 2)).toEqual([]);
});
