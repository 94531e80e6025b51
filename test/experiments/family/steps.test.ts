import fc from "fast-check";
import { expect, test } from "vitest";
import { areaUnder, changesIn, commonRange, type Steps, valueAt } from "../../../experiments/family/steps.js";

const share = fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20);

/** Steps at whole places. */
const someSteps = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), share), { minLength: 1, maxLength: 12 })
  .chain((pairs) =>
    fc.integer({ min: 0, max: 20 }).map((tail): Steps => {
      const at = pairs.map(([place]) => place).sort((a, b) => a - b);
      return { at, values: pairs.map(([, value]) => value), end: (at.at(-1) ?? 0) + tail };
    }),
  );

const someRange = fc
  .tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 1, max: 40 }))
  .map(([from, length]) => ({ from, to: from + length }));

test("the area is the mean of the value over every unit of the range", () => {
  fc.assert(
    fc.property(someSteps, someRange, (steps, range) => {
      let sum = 0;
      for (let x = range.from; x < range.to; x++) sum += valueAt(steps, x);
      expect(areaUnder(steps, range)).toBeCloseTo(sum / (range.to - range.from), 9);
    }),
  );
});

test("the area lies between the lowest and the highest value, and a higher curve has a larger one", () => {
  fc.assert(
    fc.property(someSteps, someRange, share, (steps, range, more) => {
      const area = areaUnder(steps, range) as number;
      expect(area).toBeGreaterThanOrEqual(Math.min(...steps.values) - 1e-9);
      expect(area).toBeLessThanOrEqual(Math.max(...steps.values) + 1e-9);
      const raised = { ...steps, values: steps.values.map((value) => value + more) };
      expect(areaUnder(raised, range)).toBeCloseTo(area + more, 9);
    }),
  );
});

test("areas of two halves weigh as they are long", () => {
  fc.assert(
    fc.property(someSteps, someRange, fc.integer({ min: 1, max: 30 }), (steps, { from, to }, further) => {
      const [left, right, whole] = [
        areaUnder(steps, { from, to }) as number,
        areaUnder(steps, { from: to, to: to + further }) as number,
        areaUnder(steps, { from, to: to + further }) as number,
      ];
      expect(whole * (to + further - from)).toBeCloseTo(left * (to - from) + right * further, 7);
    }),
  );
});

test("a common range begins where all have begun and ends where the first ends; without one there is no area", () => {
  const one: Steps = { at: [2, 5], values: [0.1, 0.3], end: 9 };
  const other: Steps = { at: [3, 5, 7], values: [0, 0.2, 0.4], end: 8 };
  expect(commonRange([one, other])).toEqual({ from: 3, to: 8 });
  expect(changesIn([one, other], { from: 3, to: 8 })).toEqual([3, 5, 7, 8]);
  expect(commonRange([one, { at: [9], values: [1], end: 12 }])).toBeNull();
  expect(commonRange([])).toBeNull();
  expect(areaUnder(one, { from: 4, to: 4 })).toBeNull();
});
