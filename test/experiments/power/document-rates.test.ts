import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentRates } from "../../../experiments/power/document-rates.js";

const rate = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))
  .map(([accepted, failed]) => ({ accepted, conclusive: accepted + failed }));

describe("the pass rates of documents", () => {
  it("are all the rate of all where each was run once: luck and hardness look alike", () => {
    const once = [1, 0, 0, 0].map((accepted) => ({ accepted, conclusive: 1 }));
    for (const one of documentRates(once)) expect(one).toBeCloseTo(0.3, 4);
  });

  it("are near their own where repeats agree with each other and documents do not", () => {
    const [never = 1, always = 0] = documentRates([
      { accepted: 0, conclusive: 20 },
      { accepted: 20, conclusive: 20 },
    ]);
    expect(never).toBeLessThan(0.03);
    expect(always).toBeGreaterThan(0.97);
  });

  it("are near the rate of all where documents differ no more than by luck", () => {
    const rates = documentRates([9, 11, 10, 10, 8, 12].map((accepted) => ({ accepted, conclusive: 20 })));
    for (const one of rates) expect(one).toBeCloseTo(0.5, 1);
  });

  it("keep the order of the documents' own rates at equal runs, within 0 and 1", () => {
    fc.assert(
      fc.property(fc.array(rate, { maxLength: 8 }), (rates) => {
        const estimated = documentRates(rates);
        expect(estimated).toHaveLength(rates.length);
        for (const [at, one] of estimated.entries()) {
          expect(one).toBeGreaterThan(0);
          expect(one).toBeLessThan(1);
          for (const [other, { accepted, conclusive }] of rates.entries()) {
            if (conclusive !== rates[at]?.conclusive || accepted >= rates[at].accepted) continue;
            expect(estimated[other]).toBeLessThanOrEqual(one);
          }
        }
      }),
    );
  });
});
