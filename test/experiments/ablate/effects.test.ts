import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verdictOn } from "../../../experiments/ablate/effects.js";
import { holm, signFlipP } from "../../../experiments/ablate/paired-test.js";
import { asDocumentId, type DocumentId } from "../../../foundation/ids.js";
import { randomStreams } from "../../../foundation/random.js";
import type { Rate } from "../../../outer/decisions.js";

const rates = (accepted: readonly number[], of = 1) =>
  new Map<DocumentId, Rate>(
    accepted.map((one, index) => [asDocumentId(`d${index}`), { accepted: one, conclusive: of }]),
  );
const random = () => randomStreams(1).fork("test");

describe("the paired randomisation test", () => {
  it("counts every pattern of signs when documents are few", () => {
    const [all, none] = [rates([1, 1, 1, 1, 1]), rates([0, 0, 0, 0, 0])];
    expect(signFlipP(all, none, random())).toBe(2 / 2 ** 5);
    expect(signFlipP(rates([1, 1, 0]), rates([0, 0, 1]), random())).toBe(1);
  });

  it("finds nothing where nothing differs, and looks at documents of both only", () => {
    expect(signFlipP(rates([1, 0, 1]), rates([1, 0, 1]), random())).toBe(1);
    expect(signFlipP(rates([1]), new Map(), random())).toBe(1);
  });

  it("draws patterns when documents are many, and comes to what counting them does", () => {
    const wins = [...Array(18).fill(1), ...Array(4).fill(0)];
    const exact = 2 * [0, 1, 2, 3, 4].reduce((sum, lost) => sum + choose(22, lost), 0) * 2 ** -22;
    const p = signFlipP(rates(wins), rates(wins.map((won) => 1 - won)), random());
    expect(Math.abs(p - exact)).toBeLessThan(0.001);
  });

  it("does not depend on which of the two is named first", () => {
    const side = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(side, side, (a, b) => {
        const [one, other] = [rates(a, 3), rates(b, 3)];
        expect(signFlipP(one, other, random())).toBeCloseTo(signFlipP(other, one, random()), 12);
      }),
      { numRuns: 30 },
    );
  });
});

function choose(n: number, k: number): number {
  return k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k;
}

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
