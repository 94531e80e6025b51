import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toNumber } from "../../../inner/referee/fraction.js";
import { rubricScore } from "../../../inner/referee/rubric-score.js";

const marks = (...met: boolean[]) => met.map((one) => ({ met: one, reason: "" }));

describe("the clipped rubric score", () => {
  it("is the met positive weight less the met negative weight, over the positive weight", () => {
    expect(rubricScore([8, 4, -6], marks(true, false, false))).toEqual({ numerator: 2, denominator: 3 });
    expect(rubricScore([8, 4, -6], marks(true, true, true))).toEqual({ numerator: 1, denominator: 2 });
  });

  it("gives a blank answer, which meets nothing, exactly zero", () => {
    expect(toNumber(rubricScore([5, 5, -9], marks(false, false, false)))).toBe(0);
  });

  it("clips below at zero", () => {
    expect(toNumber(rubricScore([5, -9], marks(false, true)))).toBe(0);
  });

  it("refuses marks that do not pair with the criteria", () => {
    expect(() => rubricScore([5, 5], marks(true))).toThrow(RangeError);
  });

  it("stays within 0..1, and never falls when a positive criterion is met in addition", () => {
    const rubric = fc.array(fc.tuple(fc.integer({ min: -10, max: 10 }), fc.boolean()), {
      minLength: 1,
      maxLength: 15,
    });
    fc.assert(
      fc.property(rubric, fc.integer({ min: 1, max: 10 }), (pairs, extra) => {
        const weights = [...pairs.map(([weight]) => weight), extra];
        const met = pairs.map(([, one]) => one);
        const without = toNumber(rubricScore(weights, marks(...met, false)));
        const withExtra = toNumber(rubricScore(weights, marks(...met, true)));
        expect(without).toBeGreaterThanOrEqual(0);
        expect(withExtra).toBeLessThanOrEqual(1);
        expect(withExtra).toBeGreaterThanOrEqual(without);
      }),
    );
  });
});
