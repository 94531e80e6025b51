import { describe, expect, it } from "vitest";
import { statusScreen } from "../../../experiments/report/status-screen.js";
import type { Usage } from "../../../models/usage.js";
import { curveOf, type MadeUpRun, someFacts } from "./made-up-run.js";
import { madeUpSearch } from "./made-up-search.js";

const spent: Usage = { calls: 9412, inputTokens: 12_100_000, outputTokens: 1_950_000, costUsd: null };
const screenOf = (run: MadeUpRun, usage: Usage = spent) =>
  statusScreen(curveOf(run), run.decisions, run.candidates, usage);

describe("the status of a run", () => {
  it("tells how far an unfinished run has come and what it has spent", () => {
    const run = madeUpSearch({ iterations: 9, validation: 12, test: 6, finished: false });
    const lines = screenOf(run).split("\n");
    expect(lines[0]).toBe(
      "offline · acceptance deployed · 50 train, 12 validation, 6 test documents · seed 7",
    );
    expect(lines[1]).toBe("  simulated models: not a result about any real model");
    const searched = run.observations.filter(({ split }) => split !== "test").length;
    expect(lines[2]).toBe(`  unfinished: 9 of 18 iterations, ${searched.toLocaleString("en")} episodes`);
    expect(lines[5]).toBe("  9,412 model calls · 14 M tokens (12 M in, 1.9 M out) · unpriced");
    expect(lines[6]).toMatch(/^ {2}best so far \S+: validation \d+ %.*baseline \d+ %/);
  });

  it("counts every outcome and every member", () => {
    const run = madeUpSearch({ iterations: 30 });
    const numbers = [...(screenOf(run).split("\n")[3] ?? "").matchAll(/(\d+) [a-z]/g)].map(([, number]) =>
      Number(number),
    );
    expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(30);
    const members = run.candidates.filter(({ standing }) => standing !== "rejected").length;
    expect(screenOf(run)).toContain(`population ${members} members, the baseline included`);
  });

  it("shows the last iterations, five unless asked otherwise", () => {
    const run = madeUpSearch({ iterations: 30 });
    const shown = (screen: string) =>
      screen
        .split("Last iterations\n")[1]
        ?.split("\n")
        .map((line) => Number(line.slice(0, 3)));
    expect(shown(screenOf(run))).toEqual([26, 27, 28, 29, 30]);
    const two = statusScreen(curveOf(run), run.decisions, run.candidates, spent, { lastIterations: 2 });
    expect(shown(two)).toEqual([29, 30]);
  });

  it("says finished only when the test documents were measured", () => {
    const run = madeUpSearch({ iterations: 8, validation: 12, test: 0 });
    expect(screenOf(run)).toContain("  finished: 8 of 8 iterations");
    const untested = { ...run, facts: { ...run.facts, documents: { train: 5, validation: 12, test: 12 } } };
    expect(screenOf(untested)).toMatch(
      /search finished: 8 of 8 iterations, \d+ episodes; 0 of 12 test documents measured/,
    );
  });

  it("has something to say before anything happened", () => {
    const screen = screenOf(
      { facts: someFacts, candidates: [], observations: [], decisions: [] },
      {
        calls: 0,
        inputTokens: null,
        outputTokens: null,
        costUsd: 0.5,
      },
    );
    expect(screen).toContain("unfinished: 0 of 12 iterations");
    expect(screen).toContain("no iteration has ended yet");
    expect(screen).toContain("0 model calls · tokens unknown · $0.5000");
    expect(screen).not.toContain("Last iterations");
  });
});
