import { expect, test } from "vitest";
import { counts, seedMean, shares } from "../../../experiments/family/mean-over-seeds.js";
import { studentQuantile } from "../../../experiments/report/student.js";

test("the interval over five seeds is Student's with four degrees of freedom", () => {
  const { value, interval, seeds } = seedMean([0.4, 0.5, 0.45, 0.55, 0.6], shares);
  expect([value, seeds]).toEqual([0.5, 5]);
  const half = 2.776445 * Math.sqrt(0.00625 / 5); // sample variance 0.025 / 4
  expect(interval?.low).toBeCloseTo(0.5 - half, 5);
  expect(interval?.high).toBeCloseTo(0.5 + half, 5);
});

test("what was not measured is left out, and an interval stays within what is possible", () => {
  expect(seedMean([null, null], shares)).toEqual({ value: null, interval: null, seeds: 0 });
  expect(seedMean([null, 0.3], shares)).toEqual({ value: 0.3, interval: null, seeds: 1 });
  expect(seedMean([0, 1], shares).interval).toEqual({ low: 0, high: 1 });
  expect(seedMean([1, 3], counts).interval?.low).toBe(0);
});

test("seeds that all say the same have no spread to draw an interval from", () => {
  expect(seedMean([0.1, 0.1, 0.1], shares)).toEqual({
    value: expect.closeTo(0.1, 9),
    interval: null,
    seeds: 3,
  });
});

test.each([
  [1, 12.7062],
  [4, 2.7764],
  [8, 2.306],
  [9, 2.2622],
  [30, 2.0423],
])("the 97.5 %% quantile of Student's t with %i degrees is %f", (degrees, quantile) => {
  expect(studentQuantile(degrees)).toBeCloseTo(quantile, 3);
});
