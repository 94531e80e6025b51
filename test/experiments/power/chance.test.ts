import { describe, expect, it } from "vitest";
import { chanceOf } from "../../../experiments/power/chance.js";
import { chanceLines } from "../../../experiments/power/chance-text.js";
import { passesGate } from "../../../experiments/power/gate.js";
import type { DecisionEntry } from "../../../population/history/history.js";
import { evaluationOf, outcomeEntry, treeOf } from "../report/made-up-run.js";

const [baseline, member] = [treeOf("baseline"), treeOf("member")];
const documents = 10;
/** Every document once, half of them accepted: all come out as alike, at a rate of one half. */
const evaluated = evaluationOf(baseline, 0, { accepted: 5, conclusive: documents });
const half = Array.from({ length: documents }, () => 0.5);
const chanceToPass = (parentRuns: number) => passesGate({ parent: half, mutant: half, parentRuns });

function calibrationEntry(passed: number, tried: number, parentRuns: number): DecisionEntry {
  const trials = Array.from({ length: tried }, (_, index) => ({
    candidate: treeOf(`null ${index}`),
    accept: {
      parent: { accepted: 5 * parentRuns, conclusive: documents * parentRuns },
      mutant: { accepted: index < passed ? 6 : 4, conclusive: documents },
      verdict: index < passed ? "accept" : "reject",
      because: "made up",
    },
  }));
  return { iteration: 0, kind: "calibration", body: { parent: baseline, trials } };
}

/** Mutants of one parent, as many of them accepted as is said, each compared with so many runs of it. */
function mutants(parent: typeof baseline, accepted: number, of: number, parentRuns: number): DecisionEntry[] {
  const parentRate = { accepted: 5 * parentRuns, conclusive: documents * parentRuns };
  return Array.from({ length: of }, (_, index) =>
    outcomeEntry(index + 1, index < accepted ? "accepted" : "rejected", parent, treeOf(`m${index}`), {
      parentRate,
      mutantRate: { accepted: 5, conclusive: documents },
    }),
  );
}

const told = (decisions: readonly DecisionEntry[]) => chanceOf(decisions, evaluated, documents);

describe("what chance alone would accept", () => {
  it("is not told without null mutants", () => {
    expect(told(mutants(baseline, 2, 6, 1))).toBeNull();
    expect(chanceLines(null)).toEqual([]);
  });

  it("is as many mutants as were measured times the probability that one that changes nothing passes", () => {
    const unmeasured = outcomeEntry(90, "inconclusive", baseline, member);
    const chance = told([calibrationEntry(1, 4, 1), ...mutants(baseline, 9, 20, 1), unmeasured]);
    expect(chance).toMatchObject({ accepted: 9, measured: 20, nullMutants: { accepted: 1, conclusive: 4 } });
    expect(chance?.probability).toBeCloseTo(chanceToPass(1), 6);
    expect(chance?.expected).toBeCloseTo(20 * chanceToPass(1), 5);
    expect(chanceLines(chance)).toEqual([
      "9 of 20 mutants accepted; chance alone would give 8.2 (4 to 13)",
      "1 of 4 null mutants accepted (25 % [5, 70]); by the documents' pass rates 41 %",
    ]);
  });

  it("varies more where mutants share their parent's runs, and says so", () => {
    const ownRuns = told([calibrationEntry(1, 4, 1), ...mutants(baseline, 9, 20, 1)]);
    const shared = told([calibrationEntry(1, 4, 2), ...mutants(baseline, 9, 20, 2)]);
    expect(shared?.expected).toBeCloseTo(20 * chanceToPass(2), 5);
    const width = (chance: typeof shared) => (chance ? chance.likely.high - chance.likely.low : 0);
    expect(width(shared)).toBeGreaterThan(width(ownRuns));
    expect(chanceLines(shared).at(-1)).toContain("share its evidence");
    expect(chanceLines(ownRuns)).toHaveLength(2);
  });

  it("leaves out a comparison before any mutant was measured", () => {
    expect(chanceLines(told([calibrationEntry(0, 2, 1)]))).toEqual([
      "0 of 2 null mutants accepted (0 % [0, 66]); by the documents' pass rates 41 %",
    ]);
  });
});
