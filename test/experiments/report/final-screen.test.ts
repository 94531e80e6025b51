import { describe, expect, it } from "vitest";
import { finalScreen } from "../../../experiments/report/final-screen.js";
import { noUsage } from "../../../models/usage.js";
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
const [nameA, nameB] = [a.slice(0, 6), b.slice(0, 6)];

function finishedRun(best: typeof base, testDocuments = 12): MadeUpRun {
  const rates = { parentRate: { accepted: 2, conclusive: 12 } };
  const tested = (accepted: number) => ({ accepted, conclusive: testDocuments });
  return {
    facts: { ...someFacts, simulated: "none" },
    candidates: [
      candidateEntry(base, null, 0, "baseline"),
      candidateEntry(a, base, 1, "member"),
      candidateEntry(b, a, 2, "member"),
    ],
    observations: [
      ...evaluationOf(base, 0, { accepted: 2, conclusive: 12 }, "validate-parent"),
      ...evaluationOf(a, 1, { accepted: 4, conclusive: 12 }),
      ...evaluationOf(b, 2, { accepted: 6, conclusive: 12 }),
      ...evaluationOf(base, 3, tested(2), "test-baseline"),
      ...(best === base ? [] : evaluationOf(best, 3, tested(testDocuments - 3), "test-best")),
    ],
    decisions: [
      outcomeEntry(1, "accepted", base, a, rates),
      outcomeEntry(2, "accepted", a, b, rates),
      { iteration: 3, kind: "final", body: { best, bestCommit: commitOf(best), members: [] } },
    ],
  };
}

const spent = { ...noUsage, calls: 5800, costUsd: null };
const screenOf = (run: MadeUpRun) => finalScreen(curveOf(run), run.candidates, spent, []);

describe("the last screen of a run", () => {
  it("separates what was selected from what is believed, and says what it cost", () => {
    const lines = screenOf(finishedRun(b)).split("\n");
    expect(lines[0]).toBe(`Best candidate ${nameB} (from ${nameA}, from baseline): 2 edits`);
    expect(lines[1]).toMatch(
      /^ {2}test 75 % \[\d+, \d+\] {3}baseline test 17 % \[\d+, \d+\] {3}12 documents$/,
    );
    expect(lines[2]).toMatch(
      /^ {2}improvement supported: \+58 points against the baseline, 95 % interval \[\+\d+, \+\d+\], paired by document$/,
    );
    expect(lines[3]).toBe(
      "  cost per accepted example: 27 calls (baseline 120 calls); a point gained: 99 calls of the run",
    );
    expect(lines[4]).toMatch(
      /^ {2}validation 6\/12 \(selected on this: optimistic\); \d+ % when shrunk towards its parent's$/,
    );
    expect(lines).toHaveLength(5);
  });

  it("says how many evaluations a mean is made of", () => {
    const run = finishedRun(b);
    run.observations.push(...evaluationOf(b, 1, { accepted: 3, conclusive: 12 }, "validate-parent"));
    expect(screenOf(run)).toContain("validation 38 %, mean of 2 evaluations (selected on this: optimistic)");
  });

  it("gives values without intervals for fewer than ten documents, with the reason", () => {
    const screen = screenOf(finishedRun(b, 6));
    expect(screen).toContain("test 50 %   baseline test 33 %   6 documents");
    expect(screen).toContain(
      "no improvement shown: +17 points against the baseline, paired by document; too few documents for an interval",
    );
  });

  it("claims nothing when zero is inside the interval", () => {
    const run = finishedRun(b);
    const lucky = run.observations.filter(({ purpose, candidate }) => purpose !== "test" || candidate !== b);
    lucky.push(...evaluationOf(b, 3, { accepted: 3, conclusive: 12 }, "test-best"));
    expect(screenOf({ ...run, observations: lucky })).toMatch(
      /no improvement shown: .*paired by document, contains 0/,
    );
  });

  it("shrinks the score of a best candidate towards its parent's, with its fresh runs as a finalist", () => {
    const run = finishedRun(b);
    const shrunkIn = (screen: string) => Number(/; (\d+) % when shrunk/.exec(screen)?.[1]);
    expect(shrunkIn(screenOf(run))).toBeLessThan(50);
    const finalist = evaluationOf(b, 3, { accepted: 1, conclusive: 12 }, "finalists");
    const decisions = run.decisions.map((one) =>
      one.kind === "final"
        ? {
            ...one,
            body: { best: b, bestCommit: commitOf(b), members: [], finalists: [{ candidate: b, fresh: 1 }] },
          }
        : one,
    );
    const screen = screenOf({ ...run, decisions, observations: [...run.observations, ...finalist] });
    expect(screen).toContain("1 fresh run as a finalist included");
    expect(shrunkIn(screen)).toBeLessThan(shrunkIn(screenOf(run)));
  });

  it("claims no improvement when the baseline stayed the best", () => {
    const screen = screenOf(finishedRun(base));
    expect(screen).toContain("Best candidate: the baseline; no accepted mutant scores higher on validation");
    expect(screen).toContain("no improvement shown: the best candidate is the baseline");
  });

  it("counts what was paid when nothing was accepted", () => {
    const run = finishedRun(b);
    const observations = run.observations.map((one) =>
      one.purpose === "test" ? { ...one, outcome: "exhausted" as const } : one,
    );
    expect(screenOf({ ...run, observations })).toContain("cost per accepted example: none in 240 calls");
  });

  it("prints the price of an example where calls are priced", () => {
    const run = finishedRun(b);
    const observations = run.observations.map((one) => ({ ...one, cost: { ...one.cost, costUsd: 0.09 } }));
    expect(screenOf({ ...run, observations })).toContain("27 calls $0.1200 (baseline 120 calls $0.5400)");
  });

  it("shortens a long ancestry and still counts every edit", () => {
    const trees = Array.from({ length: 12 }, (_, index) => treeOf(`t${String.fromCharCode(65 + index)}`));
    const chain = trees.map((tree, index) =>
      candidateEntry(tree, trees[index - 1] ?? base, index + 1, "member"),
    );
    const last = trees.at(-1) ?? base;
    const run = finishedRun(last);
    run.candidates.push(...chain);
    run.observations.push(...evaluationOf(last, 2, { accepted: 9, conclusive: 12 }));
    expect(screenOf(run)).toMatch(/\((from \w{6}, ){4}…, from baseline\): 12 edits/);
  });

  it("ends with the commands it was given, and with the label of simulated models", () => {
    const run = madeUpSearch({ iterations: 6 });
    const screen = finalScreen(curveOf(run), run.candidates, spent, [
      { label: "Look closer", commands: ["npx autodata-lab status r", "npx autodata-lab curve r"] },
      { label: "Check", commands: ["npx autodata-lab audit r"] },
    ]);
    expect(screen.split("\n").slice(-5)).toEqual([
      "",
      "Look closer   npx autodata-lab status r · npx autodata-lab curve r",
      "Check         npx autodata-lab audit r",
      "",
      "Simulated models: not a result about any real model",
    ]);
  });

  it("does not break down before anything was measured", () => {
    const screen = screenOf({ facts: someFacts, candidates: [], observations: [], decisions: [] });
    expect(screen).toContain("Nothing was measured");
  });
});
