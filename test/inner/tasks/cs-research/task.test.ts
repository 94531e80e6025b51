import { describe, expect, it } from "vitest";
import { fraction } from "../../../../inner/referee/fraction.js";
import { plainSolvers } from "../../../../inner/referee/solver-mode.js";
import { acceptancePresets } from "../../../../inner/tasks/cs-research/acceptance.js";
import { csResearch } from "../../../../inner/tasks/cs-research/task.js";
import type { Attempt } from "../../../../inner/trajectory.js";

const task = (gated: boolean) =>
  csResearch({
    acceptanceName: "deployed",
    acceptance: acceptancePresets.deployed,
    attempts: { weak: 3, strong: 3 },
    gated,
    solvers: plainSolvers,
  });

const attempts = (seat: "weak" | "strong", ...tenths: number[]): Attempt[] =>
  tenths.map((score, attempt) => ({
    ...{ stage: seat, seat, attempt, answer: "an answer", marks: [], trouble: "" },
    score: fraction(score, 10),
  }));

const tooEasy = new Map([["weak", attempts("weak", 9, 9, 9)]]);

describe("the gate between the stages", () => {
  it("ends the evaluation of an example that is too easy", () => {
    expect(task(true).report("weak", tooEasy, null)).toMatchObject({
      passed: false,
      verdict: { decision: "rejected" },
    });
  });

  it("when open lets the strong solver try it all the same, and then rejects it for what the weak one did", () => {
    const open = task(false);
    expect(open.report("weak", tooEasy, null)).toMatchObject({ passed: false, verdict: null });
    const both = new Map([...tooEasy, ["strong", attempts("strong", 9, 9, 9)] as const]);
    const { passed, verdict } = open.report("strong", both, null);
    expect(passed).toBe(false);
    expect(verdict?.failed[0]).toMatch(/^TOO EASY/);
  });

  it("makes no difference to an example that is accepted", () => {
    const evidence = new Map([
      ["weak", attempts("weak", 4, 5, 4)],
      ["strong", attempts("strong", 8, 9, 8)],
    ]);
    const [gated, open] = [true, false].map((gate) => task(gate).report("strong", evidence, null));
    expect(gated?.verdict?.decision).toBe("accepted");
    expect(open).toEqual(gated);
  });
});
