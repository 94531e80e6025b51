import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asCommitHash, asTreeHash } from "../../../foundation/ids.js";
import { noEvidence } from "../../../outer/evidence.js";
import { boltzmann } from "../../../outer/policies/select-parent.js";

const patience = Number.POSITIVE_INFINITY;
const at = (temperature: number) => ({ temperature, patience });

const members = (...scores: number[]) =>
  scores.map((score, index) => ({
    candidate: asTreeHash(`tree${index}`),
    commit: asCommitHash(`commit${index}`),
    score,
    evaluations: 1,
    fruitless: 0,
    rateSum: score,
    evidence: noEvidence,
    parent: null,
  }));

describe("Boltzmann selection", () => {
  it("weighs members by exp(score / temperature)", () => {
    const { probabilities } = boltzmann(members(0.2, 0.3), at(0.1), 0);
    expect((probabilities[1] ?? 0) / (probabilities[0] ?? 1)).toBeCloseTo(Math.E, 9);
  });

  it("looks the draw up in the cumulated probabilities", () => {
    const chosen = (draw: number) => boltzmann(members(0.5, 0.5), at(0.1), draw).parent.candidate;
    expect(chosen(0.49)).toBe("tree0");
    expect(chosen(0.5)).toBe("tree1");
    expect(chosen(0.999999)).toBe("tree1");
  });

  it("is unharmed by tiny temperatures", () => {
    const { probabilities, parent } = boltzmann(members(0.1, 0.9, 0.2), at(1e-6), 0.7);
    expect(probabilities).toEqual([0, 1, 0]);
    expect(parent.candidate).toBe("tree1");
  });

  it("gives probabilities that sum to one and do not change when every score is shifted", () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(scores, fc.double({ min: 0, max: 0.999, noNaN: true }), (values, draw) => {
        const plain = boltzmann(members(...values), at(0.1), draw);
        const shifted = boltzmann(members(...values.map((value) => value + 5)), at(0.1), draw);
        expect(plain.probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        plain.probabilities.forEach((one, index) => {
          expect(shifted.probabilities[index]).toBeCloseTo(one, 9);
        });
      }),
    );
  });

  it("turns from a member the longer nothing comes of it, however far it leads", () => {
    const [leader, other] = members(0.9, 0.3);
    if (leader === undefined || other === undefined) throw new Error("two members");
    const chance = (fruitless: number) =>
      boltzmann([{ ...leader, fruitless }, other], { temperature: 0.02, patience: 4 }, 0).probabilities[0] ??
      0;
    expect(chance(0)).toBeGreaterThan(0.999);
    expect(chance(4) / (1 - chance(4)) / (chance(0) / (1 - chance(0)))).toBeCloseTo(1 / Math.E, 2);
    expect(chance(200)).toBeLessThan(0.001);
  });

  it("draws from members of whom all were tried very often", () => {
    const tired = members(0.9, 0.9).map((member) => ({ ...member, fruitless: 1e6 }));
    expect(boltzmann(tired, { temperature: 0.02, patience: 4 }, 0).probabilities).toEqual([0.5, 0.5]);
  });

  it("refuses an empty population and a temperature of zero", () => {
    expect(() => boltzmann([], at(0.1), 0)).toThrow(RangeError);
    expect(() => boltzmann(members(0.1), at(0), 0)).toThrow(RangeError);
  });
});
