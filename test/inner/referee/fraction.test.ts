import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  compare,
  fraction,
  fractionOfDecimal,
  mean,
  toNumber,
} from "../../../inner/referee/fraction.js";

const small = fc
  .tuple(fc.integer({ min: -200, max: 200 }), fc.integer({ min: 1, max: 150 }))
  .map(([numerator, denominator]) => fraction(numerator, denominator));

describe("exact fractions", () => {
  it("reads a threshold as the decimal it was written as", () => {
    expect(fractionOfDecimal(0.65)).toEqual({ numerator: 13, denominator: 20 });
    expect(fractionOfDecimal(0.2)).toEqual({ numerator: 1, denominator: 5 });
    expect(fractionOfDecimal(1)).toEqual({ numerator: 1, denominator: 1 });
  });

  it("finds thirteen twentieths equal to .65, where floating point sums do not", () => {
    const thirds = [fraction(13, 20), fraction(13, 20), fraction(13, 20)];
    expect(compare(mean(thirds), fractionOfDecimal(0.65))).toBe(0);
    expect((0.1 + 0.2) / 1 === 0.3).toBe(false);
    expect(compare(add(fraction(1, 10), fraction(2, 10)), fractionOfDecimal(0.3))).toBe(0);
  });

  it("adds and averages as numbers do", () => {
    fc.assert(
      fc.property(small, small, small, (a, b, c) => {
        expect(toNumber(add(a, b))).toBeCloseTo(toNumber(a) + toNumber(b), 9);
        expect(toNumber(mean([a, b, c]))).toBeCloseTo((toNumber(a) + toNumber(b) + toNumber(c)) / 3, 9);
      }),
    );
  });

  it("orders totally and in agreement with subtraction", () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
        if (compare(a, b) === 0) expect(a).toEqual(b);
      }),
    );
  });

  it("refuses what is no fraction", () => {
    expect(() => fraction(1, 0)).toThrow(RangeError);
    expect(() => fraction(0.5, 2)).toThrow(RangeError);
    expect(() => mean([])).toThrow(RangeError);
  });
});
