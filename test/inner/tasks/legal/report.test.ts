import { describe, expect, it } from "vitest";
import { fraction } from "../../../../inner/referee/fraction.js";
import { legalNumbers } from "../../../../inner/tasks/legal/report.js";

const of = (suitability: "high" | "medium" | "low" | null, ...percent: number[]) => ({
  weak: percent.map((value) => fraction(value, 100)),
  suitability,
});

describe("the numbers of legal examples", () => {
  it("are the weak mean, the share of all-zero groups, the deviation within groups and the suitabilities", () => {
    const numbers = legalNumbers([
      of("high", 0, 10, 20, 30, 40), // mean 20, squares 1000 over 4
      of("high", 50, 50, 50, 50, 50),
      of("low", 0, 0, 0, 0, 0),
      of(null, 0, 0, 0, 0, 50), // mean 10, squares 2000 over 4
    ]);
    expect(numbers).toEqual({
      examples: 4,
      weakMean: expect.closeTo(0.2, 12),
      allZeroShare: 0.25,
      weakDeviationPoints: expect.closeTo((Math.sqrt(250) + Math.sqrt(500)) / 4, 12),
      suitability: { high: 2, medium: 0, low: 1, not_judged: 1 },
    });
  });

  it("weigh every example alike, however many attempts it has", () => {
    expect(legalNumbers([of("medium", 80), of("medium", 20, 20, 20)]).weakMean).toBeCloseTo(0.5, 12);
  });

  it("are unknown, not zero, where nothing was measured", () => {
    expect(legalNumbers([])).toMatchObject({ weakMean: null, allZeroShare: null, weakDeviationPoints: null });
    expect(legalNumbers([of("high", 40)]).weakDeviationPoints).toBeNull();
    expect(legalNumbers([of(null), of("low", 40, 40)])).toMatchObject({ examples: 2, weakMean: 0.4 });
  });

  it("hold for thousands of examples with unlike rubrics", () => {
    const examples = Array.from({ length: 3000 }, (_, index) => ({
      weak: [fraction(1, 61 + (index % 97)), fraction(2, 61 + (index % 89))],
      suitability: "medium" as const,
    }));
    const { weakMean, suitability } = legalNumbers(examples);
    expect(weakMean).toBeGreaterThan(0.01);
    expect(weakMean).toBeLessThan(0.02);
    expect(suitability.medium).toBe(3000);
  });
});
