import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  count,
  percent,
  percentRange,
  plural,
  points,
  pointsRange,
  stopwatch,
  usd,
} from "../../../experiments/report/numbers.js";

describe("numbers for people", () => {
  it("writes shares as whole percent", () => {
    expect([0, 2 / 12, 0.995, 1].map(percent)).toEqual(["0 %", "17 %", "100 %", "100 %"]);
    expect(percentRange(0.176, 0.461)).toBe("[18, 46]");
  });

  it("signs differences and never writes minus zero", () => {
    expect([0.17, -0.05, 0.004, -0.004].map(points)).toEqual(["+17", "-5", "0", "0"]);
    expect(pointsRange(-0.001, 0.31)).toBe("[0, +31]");
  });

  it("writes a difference and its negation alike", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (difference) => {
        expect(points(-difference).replace("-", "")).toBe(points(difference).replace("+", ""));
      }),
    );
  });

  it("groups thousands and shortens from a million", () => {
    const values = [0, 812, 9400, 999_999, 1_000_000, 1_940_000, 9_960_000, 14_200_000, 2_100_000_000];
    expect(values.map(count)).toEqual([
      "0",
      "812",
      "9,400",
      "999,999",
      "1.0 M",
      "1.9 M",
      "10 M",
      "14 M",
      "2.1 B",
    ]);
  });

  it("writes small amounts of money with four decimals, larger ones with two, and never invents a price", () => {
    expect([0.31, 0.99996, 1.2, 50, 1234.5, 0].map(usd)).toEqual([
      "$0.3100",
      "$1.00",
      "$1.20",
      "$50.00",
      "$1,234.50",
      "$0.0000",
    ]);
    expect(usd(null)).toBe("unpriced");
  });

  it("writes a running clock", () => {
    expect([6_900, 754_000, 3_723_000].map(stopwatch)).toEqual(["0:06", "12:34", "1:02:03"]);
  });

  it("counts one thing in the singular", () => {
    expect([plural(1, "edit"), plural(0, "edit"), plural(1200, "call")]).toEqual([
      "1 edit",
      "0 edits",
      "1,200 calls",
    ]);
  });
});
