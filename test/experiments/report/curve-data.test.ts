import { describe, expect, it } from "vitest";
import {
  candidateEntry,
  commitOf,
  curveOf,
  evaluationOf,
  type MadeUpRun,
  outcomeEntry,
  someFacts,
  treeOf,
} from "./made-up-run.js";
import { madeUpSearch } from "./made-up-search.js";

const [base, a, b] = [treeOf("base"), treeOf("a"), treeOf("b")];

/** Baseline 2/12; a accepted with 6/12 against 2/12; b from a rejected with 3/12 against 2/12... of a; one invalid. */
function smallRun(): MadeUpRun {
  return {
    facts: someFacts,
    candidates: [
      candidateEntry(base, null, 0, "baseline"),
      candidateEntry(a, base, 1, "member"),
      candidateEntry(b, a, 2, "rejected"),
    ],
    observations: [
      ...evaluationOf(base, 0, { accepted: 2, conclusive: 12 }, "validate-parent"),
      ...evaluationOf(base, 1, { accepted: 4, conclusive: 12 }, "validate-parent"),
      ...evaluationOf(a, 1, { accepted: 6, conclusive: 12 }),
      ...evaluationOf(a, 2, { accepted: 3, conclusive: 12 }, "validate-parent"),
      ...evaluationOf(b, 2, { accepted: 3, conclusive: 12 }),
    ],
    decisions: [
      outcomeEntry(1, "accepted", base, a, {
        parentRate: { accepted: 4, conclusive: 12 },
        summary: "Ask why",
      }),
      outcomeEntry(2, "rejected", a, b, { parentRate: { accepted: 3, conclusive: 12 } }),
      outcomeEntry(3, "invalid", a, null),
    ],
  };
}

const finalEntry = (best: typeof base, iteration: number) => ({
  iteration,
  kind: "final",
  body: { best, bestCommit: commitOf(best), members: [] },
});

describe("the curve's data", () => {
  it("has the baseline first and then every iteration with its own score and outcome", () => {
    const { points, iterations } = curveOf(smallRun());
    expect(points.map(({ iteration, outcome, name, score }) => [iteration, outcome, name, score])).toEqual([
      [0, "baseline", "baseline", 2 / 12],
      [1, "accepted", a.slice(0, 6), 0.5],
      [2, "rejected", b.slice(0, 6), 0.25],
      [3, "invalid", "-", null],
    ]);
    expect(iterations).toBe(3);
  });

  it("pools a member's evaluations in the best so far and in the baseline's score", () => {
    const { points, baseline, best } = curveOf(smallRun());
    expect(points.map(({ bestSoFar }) => bestSoFar)).toEqual([2 / 12, 0.5, 0.375, 0.375]);
    expect(baseline).toEqual({ candidate: base, score: 0.25, evaluations: 2 });
    expect(best).toMatchObject({ candidate: a, name: a.slice(0, 6), score: 0.375, evaluations: 2, fresh: 0 });
  });

  it("leaves out the evaluations of an iteration that has not been decided", () => {
    const run = smallRun();
    run.observations.push(...evaluationOf(base, 4, { accepted: 12, conclusive: 12 }, "validate-parent"));
    const { searchEpisodes, ...decided } = curveOf(smallRun());
    expect(curveOf(run)).toEqual({ ...decided, searchEpisodes: searchEpisodes + 12 });
  });

  it("follows a search that has not begun, or has only its baseline", () => {
    const nothing = curveOf({ facts: someFacts, candidates: [], observations: [], decisions: [] });
    expect(nothing).toMatchObject({ points: [], iterations: 0, baseline: null, best: null, final: false });
    const run = { ...smallRun(), decisions: [] };
    expect(curveOf(run)).toMatchObject({
      iterations: 0,
      best: { name: "baseline" },
      final: false,
      test: null,
    });
  });

  it("takes the best candidate of an ended search from its decision, whoever leads by then", () => {
    const run = smallRun();
    run.decisions.push(finalEntry(base, 4));
    expect(curveOf(run)).toMatchObject({ final: true, best: { name: "baseline", score: 0.25 } });
  });

  it("counts a search as unfinished again once it was continued beyond its end", () => {
    const run = smallRun();
    run.decisions.push(finalEntry(base, 4), outcomeEntry(4, "no change", a, null));
    expect(curveOf(run)).toMatchObject({ final: false, best: { candidate: a } });
  });

  it("gives the same numbers from the same history, in whatever order the rows are read", () => {
    const run = madeUpSearch({ iterations: 20, validation: 12, test: 12, testRepeats: 2 });
    const shuffled = { ...run, decisions: run.decisions.toReversed() };
    expect(curveOf(shuffled)).toEqual(curveOf(run));
    expect(curveOf(run).test?.improvement?.interval).not.toBeNull();
  });

  it("refuses an outcome of another form instead of drawing it", () => {
    const run = smallRun();
    run.decisions.push({ iteration: 4, kind: "outcome", body: { outcome: "great" } });
    expect(() => curveOf(run)).toThrow();
  });
});
