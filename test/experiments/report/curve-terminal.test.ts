import { describe, expect, it } from "vitest";
import { curveTerminal } from "../../../experiments/report/curve-terminal.js";
import {
  candidateEntry,
  curveOf,
  evaluationOf,
  type MadeUpRun,
  outcomeEntry,
  someFacts,
  treeOf,
} from "./made-up-run.js";
import { madeUpSearch } from "./made-up-search.js";

const [base, a, b] = [treeOf("base"), treeOf("a"), treeOf("b")];
const run: MadeUpRun = {
  facts: someFacts,
  candidates: [candidateEntry(base, null, 0, "baseline")],
  observations: [
    ...evaluationOf(base, 0, { accepted: 2, conclusive: 10 }, "validate-parent"),
    ...evaluationOf(a, 1, { accepted: 4, conclusive: 10 }),
    ...evaluationOf(b, 2, { accepted: 1, conclusive: 10 }),
  ],
  decisions: [
    outcomeEntry(1, "accepted", base, a),
    outcomeEntry(2, "rejected", a, b),
    outcomeEntry(3, "invalid", a, null),
  ],
};

describe("the curve in a terminal", () => {
  it("draws accepted and rejected mutants, the best so far, and both axes", () => {
    expect(curveTerminal(curveOf(run), { rows: 5 })).toBe(
      [
        "Pass rate                                  ● accepted  ○ rejected  ─ best so far",
        "simulated models: not a result about any real model",
        " 40 % ┤     ●────────",
        "      │",
        " 20 % ┤ ●────",
        "      │         ○",
        "  0 % ┤",
        "      └ 0       2",
      ].join("\n"),
    );
  });

  it("uses nothing but ASCII when asked", () => {
    const text = curveTerminal(curveOf(madeUpSearch({ iterations: 50 })), { ascii: true });
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    expect(text).toContain("*");
  });

  it("is never wider than the terminal, however many iterations there are", () => {
    for (const iterations of [1, 12, 40, 233]) {
      const data = curveOf(madeUpSearch({ iterations, validation: 8, test: 0 }));
      for (const width of [30, 52, 80, 131]) {
        const lines = curveTerminal(data, { width }).split("\n");
        const plot = lines.filter((line) => /^.{6}[┤│└]/.test(line));
        expect(plot.length).toBeGreaterThan(4);
        expect(Math.max(...plot.map((line) => line.length))).toBeLessThanOrEqual(width);
      }
    }
  });

  it("gives every labelled share a row of its own, evenly spaced", () => {
    const lines = curveTerminal(curveOf(madeUpSearch({ iterations: 40 }))).split("\n");
    const rows = lines.flatMap((line, index) => (line.includes("┤") ? [index] : []));
    const gaps = rows.slice(1).map((row, index) => row - (rows[index] ?? 0));
    expect(new Set(gaps).size).toBe(1);
    expect(lines.some((line) => line.startsWith("  0 % ┤"))).toBe(true);
  });

  it("says so when nothing was measured yet", () => {
    const empty = curveOf({ facts: someFacts, candidates: [], observations: [], decisions: [] });
    expect(curveTerminal(empty)).toContain("nothing measured yet");
  });
});
