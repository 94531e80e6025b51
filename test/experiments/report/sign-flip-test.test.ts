import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signFlipTest } from "../../../experiments/report/sign-flip-test.js";
import { asDocumentId } from "../../../foundation/ids.js";
import { randomStreams } from "../../../foundation/random.js";
import type { Rate } from "../../../outer/decisions.js";

type Counts = readonly [accepted: number, conclusive: number];

const side = (counts: readonly Counts[]) =>
  new Map(
    counts.map(([accepted, conclusive], at): [ReturnType<typeof asDocumentId>, Rate] => [
      asDocumentId(`d${at}`),
      { accepted, conclusive },
    ]),
  );

const test = (pairs: readonly (readonly [Counts, Counts])[]) =>
  signFlipTest(side(pairs.map(([a]) => a)), side(pairs.map(([, b]) => b)), randomStreams(1).fork("signs"));

/** All ways to turn signs round, one after the other. */
function bruteForce(pairs: readonly (readonly [Counts, Counts])[]): number {
  const differences = pairs.map(([[a, m], [b, n]]) => a / m - b / n);
  const observed = Math.abs(differences.reduce((sum, one) => sum + one, 0));
  const ways = 2 ** differences.length;
  const far = Array.from({ length: ways }, (_, way) =>
    Math.abs(differences.reduce((sum, one, at) => sum + ((way >> at) & 1 ? one : -one), 0)),
  ).filter((sum) => sum >= observed - 1e-9);
  return far.length / ways;
}

const rate = fc
  .integer({ min: 1, max: 4 })
  .chain((conclusive) => fc.tuple(fc.integer({ min: 0, max: conclusive }), fc.constant(conclusive)));
const somePairs = fc.array(fc.tuple(rate, rate), { minLength: 1, maxLength: 9 });

describe("the sign-flip test", () => {
  it("is McNemar's exact test where each side has one episode a document", () => {
    const won = Array(9).fill([
      [1, 1],
      [0, 1],
    ]);
    const lost = Array(1).fill([
      [0, 1],
      [1, 1],
    ]);
    const even = Array(5).fill([
      [1, 1],
      [1, 1],
    ]);
    const binomial = (2 * (1 + 10)) / 2 ** 10; // at most one of ten on the other side
    expect(test([...won, ...lost, ...even])).toEqual({
      p: binomial,
      differing: 10,
      counted: "exact",
      balanced: true,
    });
  });

  it("counts the same share as going through all ways, whatever the numbers of episodes", () => {
    fc.assert(
      fc.property(somePairs, (pairs) => {
        expect(test(pairs).p).toBeCloseTo(bruteForce(pairs), 9);
      }),
      { numRuns: 60 },
    );
  });

  it("does not care which side comes first, nor about documents on which both are even", () => {
    fc.assert(
      fc.property(somePairs, rate, (pairs, same) => {
        const { p } = test(pairs);
        expect(test(pairs.map(([a, b]) => [b, a] as const)).p).toBe(p);
        expect(test([...pairs, [same, same]]).p).toBeCloseTo(p ?? Number.NaN, 12);
      }),
      { numRuns: 40 },
    );
  });

  it("draws ways where episodes are too many to count them all, and says so", () => {
    const counts = [97, 89, 83, 79, 73, 71, 67, 61];
    const pairs = counts.map(
      (conclusive, at) =>
        [[30 + at, conclusive] as const, [(at * 11) % 40, conclusive + 1] as const] as const,
    );
    const { p, counted, balanced } = test(pairs);
    expect({ counted, balanced }).toEqual({ counted: "drawn", balanced: false });
    expect(p).toBeGreaterThan(0);
    expect(Math.abs((p ?? 1) - bruteForce(pairs))).toBeLessThan(0.01);
  });

  it("has nothing to say without a document, and is sure of nothing when no document differs", () => {
    expect(test([]).p).toBeNull();
    expect(
      test([
        [
          [2, 3],
          [2, 3],
        ],
      ]),
    ).toMatchObject({ p: 1, differing: 0 });
  });
});
