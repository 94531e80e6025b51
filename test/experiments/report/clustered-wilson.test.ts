import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusteredWilson } from "../../../experiments/report/clustered-wilson.js";

const documents = fc.array(
  fc.tuple(fc.nat(3)).map(([sum]) => ({ sum, count: 3 })),
  { minLength: 10, maxLength: 40 },
);
const rateOf = (all: readonly { readonly sum: number; readonly count: number }[]) =>
  all.reduce((sum, one) => sum + one.sum, 0) / all.reduce((sum, one) => sum + one.count, 0);

describe("Wilson's interval over documents", () => {
  it("holds the rate and stays within 0 and 1", () => {
    fc.assert(
      fc.property(documents, (all) => {
        const { low, high } = clusteredWilson(all);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(rateOf(all) + 1e-9);
        expect(high).toBeGreaterThanOrEqual(rateOf(all) - 1e-9);
      }),
    );
  });

  it("is wider the more the episodes of a document resemble each other", () => {
    const alike = Array.from({ length: 24 }, (_, at) => ({ sum: at % 2 === 0 ? 3 : 0, count: 3 }));
    const unlike = Array.from({ length: 24 }, (_, at) => ({ sum: at % 2 === 0 ? 1 : 2, count: 3 }));
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(clusteredWilson(alike))).toBeGreaterThan(1.4 * width(clusteredWilson(unlike)));
  });

  it("says nothing of documents that are all alike", () => {
    const none = Array.from({ length: 25 }, () => ({ sum: 0, count: 1 }));
    expect(clusteredWilson(none)).toEqual({ low: 0, high: 0 });
  });
});
