import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verdictOn } from "../../../experiments/ablate/effects.js";
import { holm } from "../../../experiments/ablate/holm.js";

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

it.each([
  [{ low: 0.01, high: 0.4 }, 0.04, "carries its weight"],
  [{ low: 0.01, high: 0.4 }, 0.06, "likely carries weight"],
  [{ low: 0, high: 0.4 }, 0.04, "no effect shown"],
  [{ low: -0.2, high: 0.1 }, 0.5, "no effect shown"],
  [{ low: -0.4, high: -0.1 }, 0.01, "harmful: better without"],
  [{ low: -0.4, high: -0.1 }, 0.2, "likely harmful"],
  [null, 0.01, "too few documents"],
])("an interval of %j and a corrected p of %d say: %s", (interval, p, verdict) => {
  expect(verdictOn({ interval }, p)).toBe(verdict);
});
