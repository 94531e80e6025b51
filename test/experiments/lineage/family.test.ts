import { describe, expect, it } from "vitest";
import { chosenFamily } from "../../../experiments/lineage/chosen-family.js";
import { familyOf } from "../../../experiments/lineage/family.js";
import { candidateEntry, evaluationOf, outcomeEntry, treeOf } from "../report/made-up-run.js";
import { madeUpFamily } from "./made-up-family.js";

describe("the family of a run", () => {
  const { family, curve, run } = madeUpFamily({ iterations: 60 });

  it("has the baseline and one descendant for every iteration that has ended", () => {
    expect(family.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 61 }, (_, index) => index));
    expect(family[0]).toMatchObject({ name: "baseline", outcome: "baseline", parent: null });
    for (const { outcome, name } of family) {
      expect(name !== null).toBe(["baseline", "accepted", "rejected"].includes(outcome));
    }
  });

  it("gives the best the score that the curve gives it, and marks it and its ancestors", () => {
    const best = family.filter((one) => one.best);
    expect(best).toHaveLength(1);
    expect(best[0]?.tree).toBe(curve.best?.candidate);
    expect(best[0]?.validation).toMatchObject({
      mean: curve.best?.score,
      evaluations: curve.best?.evaluations,
    });
    const ancestors = family.filter((one) => one.ancestorOfBest);
    const chain = [best[0], ...ancestors.toReversed()];
    for (const [index, one] of chain.entries()) {
      expect(one?.parent ?? null).toBe(chain[index + 1]?.name ?? null);
    }
  });

  it("says of every candidate how many of its episodes were accepted", () => {
    for (const { tree, validation } of family) {
      const own = run.observations.filter(
        ({ candidate, split }) => candidate === tree && split === "validation",
      );
      expect(validation?.accepted ?? 0).toBe(own.filter(({ outcome }) => outcome === "accepted").length);
    }
  });

  it("leaves out of scores what an inconclusive iteration measured, and what has no outcome yet", () => {
    const [base, child] = [treeOf("base"), treeOf("kid")];
    const [only] = familyOf({
      candidates: [candidateEntry(base, null, 0, "baseline")],
      decisions: [outcomeEntry(1, "inconclusive", base, child)],
      observations: [
        ...evaluationOf(base, 0, { accepted: 1, conclusive: 4 }),
        ...evaluationOf(base, 1, { accepted: 4, conclusive: 4 }, "validate-parent"),
        ...evaluationOf(base, 2, { accepted: 4, conclusive: 4 }, "validate-parent"),
      ],
      best: null,
    });
    expect(only?.validation).toEqual({ mean: 0.25, evaluations: 1, accepted: 1, conclusive: 4 });
  });

  it("is empty before the baseline is committed", () => {
    expect(familyOf({ candidates: [], decisions: [], observations: [], best: null })).toEqual([]);
  });
});

describe("those chosen of a family", () => {
  const { family } = madeUpFamily({ iterations: 60 });

  it("are everyone, or members only", () => {
    expect(chosenFamily(family, { members: false })).toEqual(family);
    const outcomes = new Set(chosenFamily(family, { members: true }).map(({ outcome }) => outcome));
    expect(outcomes).toEqual(new Set(["baseline", "accepted"]));
  });

  it.each([1, 3, 10])(
    "are the %d with the highest scores and their ancestors, the best first of all",
    (limit) => {
      const chosen = chosenFamily(family, { members: true, limit });
      expect(chosen.some(({ best }) => best)).toBe(true);
      const names = new Set(chosen.map(({ name }) => name));
      for (const { parent } of chosen) if (parent !== null) expect(names).toContain(parent);
      const parents = new Set(chosen.map(({ parent }) => parent));
      const ends = chosen.filter(({ name }) => !parents.has(name));
      expect(ends.length).toBeLessThanOrEqual(limit);
      const left = chosenFamily(family, { members: true }).filter((one) => !chosen.includes(one));
      const lowest = Math.min(...ends.map(({ validation }) => validation?.mean ?? 0));
      for (const { validation } of left) expect(validation?.mean ?? 0).toBeLessThanOrEqual(lowest);
    },
  );
});
