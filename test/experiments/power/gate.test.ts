import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { likelyCounts, passesGate, sharedPasses, successes, sumOf } from "../../../experiments/power/gate.js";

const alike = (documents: number, rate: number) => Array.from({ length: documents }, () => rate);

test.each([
  [0.05, 0.364],
  [0.128, 0.415],
  [0.3, 0.439],
  [0.5, 0.444],
])("a mutant that changes nothing passes 25 documents of rate %f with %f", (rate, expected) => {
  const documents = alike(25, rate);
  expect(passesGate({ parent: documents, mutant: documents, parentRuns: 1 })).toBeCloseTo(expected, 3);
});

const rates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 7 });

/** The gate by enumerating every outcome of every episode. */
function enumerated(parent: readonly number[], mutant: readonly number[], parentRuns: number): number {
  const all = [...Array.from({ length: parentRuns }, () => parent).flat(), ...mutant];
  let sum = 0;
  for (let outcomes = 0; outcomes < 2 ** all.length; outcomes++) {
    const passed = all.map((_, at) => (outcomes >> at) & 1);
    const ofMutant = passed.slice(-mutant.length).reduce((a, b) => a + b, 0);
    const ofParent = passed.slice(0, -mutant.length).reduce((a, b) => a + b, 0);
    if (ofMutant * parentRuns <= ofParent) continue;
    sum += all.reduce((chance, rate, at) => chance * (passed[at] === 1 ? rate : 1 - rate), 1);
  }
  return sum;
}

describe("the probability of passing the gate", () => {
  it("is that of enumerating every outcome", () => {
    const three = fc.double({ min: 0, max: 1, noNaN: true });
    const sides = fc.array(fc.tuple(three, three), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(sides, fc.integer({ min: 1, max: 2 }), (documents, parentRuns) => {
        const [parent, mutant] = [documents.map(([one]) => one), documents.map(([, other]) => other)];
        const expected = enumerated(parent, mutant, parentRuns);
        expect(passesGate({ parent, mutant, parentRuns })).toBeCloseTo(expected, 9);
      }),
      { numRuns: 50 },
    );
  });

  it("is below one half for a mutant that changes nothing, against one run of its parent", () => {
    fc.assert(
      fc.property(rates, (documents) => {
        expect(passesGate({ parent: documents, mutant: documents, parentRuns: 1 })).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});

describe("successes in independent trials", () => {
  it("have probabilities that sum to one, around the sum of the trials'", () => {
    fc.assert(
      fc.property(rates, (probabilities) => {
        const chances = [...successes(probabilities)];
        const mean = chances.reduce((sum, chance, count) => sum + chance * count, 0);
        expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        expect(mean).toBeCloseTo(
          probabilities.reduce((a, b) => a + b, 0),
          9,
        );
      }),
    );
  });

  it("lie within the likely counts but for 2.5 % on either side", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, probability) => {
          const { low, high } = likelyCounts(successes(alike(n, probability)));
          const chances = [...successes(alike(n, probability))];
          const sum = (part: number[]) => part.reduce((a, b) => a + b, 0);
          expect(low).toBeLessThanOrEqual(high);
          expect(sum(chances.slice(0, low))).toBeLessThanOrEqual(0.025 + 1e-9);
          expect(sum(chances.slice(high + 1))).toBeLessThanOrEqual(0.025 + 1e-9);
        },
      ),
    );
  });
});

describe("how many of several mutants pass", () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true });
  const sides = fc.array(fc.tuple(chance, chance), { minLength: 1, maxLength: 4 });
  const runs = fc.integer({ min: 1, max: 3 });
  const gateOf = (documents: [number, number][], parentRuns: number) => ({
    parent: documents.map(([one]) => one),
    mutant: documents.map(([, other]) => other),
    parentRuns,
  });
  const mean = (chances: Float64Array) => chances.reduce((sum, one, count) => sum + one * count, 0);

  it("is on average what each passes with, also where all meet the same runs of their parent", () => {
    fc.assert(
      fc.property(sides, runs, fc.integer({ min: 1, max: 6 }), (documents, parentRuns, mutants) => {
        const gate = gateOf(documents, parentRuns);
        const counts = sharedPasses(gate, mutants);
        expect(counts.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        expect(mean(counts)).toBeCloseTo(mutants * passesGate(gate), 9);
      }),
    );
  });

  it("is all or none where the mutant's outcome is certain and the parent's is not", () => {
    const counts = sharedPasses({ parent: [0.25], mutant: [1], parentRuns: 1 }, 3);
    expect([...counts]).toEqual([0.25, 0, 0, 0.75]);
  });

  it("adds up over parents that say nothing of each other", () => {
    const [three, two] = [successes([0.2, 0.5, 0.9]), successes([0.4, 0.7])];
    const together = successes([0.2, 0.5, 0.9, 0.4, 0.7]);
    for (const [count, one] of sumOf(three, two).entries()) expect(one).toBeCloseTo(together[count] ?? 0, 12);
  });
});
