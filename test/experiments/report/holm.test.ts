import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holm } from "../../../experiments/report/holm.js";

describe("Holm's correction", () => {
  it("multiplies the smallest by how many there are, the next by one less, and never turns the order around", () => {
    const corrected = holm([0.04, 0.01, 0.03]);
    expect(corrected.map((p) => p.toFixed(3))).toEqual(["0.060", "0.030", "0.060"]);
  });

  it("is never below the value itself, nor above 1", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (values) => {
        const corrected = holm(values);
        expect(values.every((p, index) => (corrected[index] ?? 0) >= p && (corrected[index] ?? 2) <= 1)).toBe(
          true,
        );
      }),
    );
  });
});
