import { describe, expect, it } from "vitest";
import { tooSmall } from "../../../experiments/power/too-small.js";

type Definition = Parameters<typeof tooSmall>[0];
const noBudget = { usd: null, tokens: null, calls: null, hours: null };
const definition = (iterations: number, budget: Partial<Definition["budget"]> = {}) =>
  ({ search: { iterations }, budget: { ...noBudget, ...budget } }) as Definition;
const large = { validation: 50, parentRuns: 1, test: 100, testRepeats: 1 };
const extent = {
  needed: { calls: 10_000, tokens: null, usd: 100 },
  shares: { episodes: 1000, first: 50, perIteration: 54 },
};

describe("an experiment that is too small to mean anything", () => {
  it("is none with documents and iterations enough", () => {
    expect(tooSmall(definition(20), large, 0.5, extent)).toEqual([]);
  });

  it("has fewer than ten iterations", () => {
    expect(tooSmall(definition(9), large, 0.5, extent)).toEqual([expect.stringContaining("9 iterations")]);
  });

  it("has a validation split or a test that is blind to 25 points", () => {
    const found = tooSmall(definition(20), { ...large, validation: 5, test: 12 }, 0.5, extent);
    expect(found.map((clause) => clause.split(":")[0])).toEqual([
      "5 validation documents",
      "12 test documents x 1",
    ]);
  });

  it("has too few test documents for an interval, or none", () => {
    const testing = (test: number) => tooSmall(definition(20), { ...large, test }, 0.5, extent).join();
    expect(testing(9)).toContain("9 test documents: no interval");
    expect(testing(0)).toContain("no final test");
  });

  it("has a budget that ends it before the first ten iterations, by the tightest limit that is known", () => {
    const ending = (budget: Partial<Definition["budget"]>) =>
      tooSmall(definition(17, budget), large, 0.5, extent);
    expect(ending({ calls: 5000, tokens: 1 })).toEqual(["the budget ends roughly after 8 of 17 iterations"]);
    expect(ending({ calls: 5000, usd: 1 })).toEqual(["the budget ends roughly after 0 of 17 iterations"]);
    expect(ending({ calls: 7000 })).toEqual([]);
  });
});
