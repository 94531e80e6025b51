import { describe, expect, it } from "vitest";
import { candidateNames } from "../../../experiments/report/candidate-name.js";
import { baselineLine, iterationLine } from "../../../experiments/report/iteration-line.js";
import { asTreeHash } from "../../../foundation/ids.js";
import type { DecisionBody } from "../../../outer/decisions.js";

const [base, parent, mutant] = ["b0", "c3a9f1", "e81b02"].map((start) =>
  asTreeHash(start.padEnd(40, "0")),
) as [ReturnType<typeof asTreeHash>, ReturnType<typeof asTreeHash>, ReturnType<typeof asTreeHash>];
const names = candidateNames(base);
const outcome = (more: Partial<DecisionBody<"outcome">>): DecisionBody<"outcome"> => ({
  outcome: "rejected",
  because: "validation 3/12 ≤ 4/12",
  summary: "Shorter context",
  parent,
  candidate: mutant,
  parentRate: { accepted: 4, conclusive: 12 },
  mutantRate: { accepted: 3, conclusive: 12 },
  ...more,
});

describe("the line of an iteration", () => {
  it("names candidate, parent, evidence and change", () => {
    const accepted = outcome({
      outcome: "accepted",
      parent: base,
      candidate: parent,
      mutantRate: { accepted: 4, conclusive: 12 },
      parentRate: { accepted: 2, conclusive: 12 },
    });
    expect(iterationLine(3, accepted, names)).toBe(
      '  3  accepted  c3a9f1  from baseline   validation 4/12 > 2/12   "Shorter context"',
    );
    expect(iterationLine(124, outcome({}), names)).toBe(
      '124  rejected  e81b02  from c3a9f1     validation 3/12 ≤ 4/12   "Shorter context"',
    );
  });

  it("gives the reason when nothing was compared", () => {
    const because = "guard: edits outside the harness (inner/referee/judge.md)";
    const invalid = outcome({
      outcome: "invalid",
      because,
      candidate: null,
      mutantRate: null,
      parentRate: null,
    });
    expect(iterationLine(5, invalid, names)).toBe(`  5  invalid   -       from c3a9f1     ${because}`);
  });

  it("adds the reason when another rule than the strict one decided", () => {
    const line = iterationLine(
      6,
      outcome({ mutantRate: { accepted: 5, conclusive: 12 }, because: "P .61" }),
      names,
    );
    expect(line).toContain("validation 5/12 > 4/12 (P .61)");
  });

  it("fits the terminal by shortening what a model wrote, never the evidence", () => {
    const wordy = outcome({ summary: "Ask only what is specific\nto this paper ".repeat(9) });
    const line = iterationLine(7, wordy, names, { width: 80 });
    expect(line.length).toBeLessThanOrEqual(80);
    expect(line).toContain("validation 3/12 ≤ 4/12");
    expect(iterationLine(7, wordy, names, { width: 40 })).toContain("validation 3/12 ≤ 4/12");
  });

  it("colours the outcome only when asked", () => {
    expect(iterationLine(1, outcome({}), names, { colours: true })).toContain("\u001b[");
    expect(iterationLine(1, outcome({}), names)).not.toContain("\u001b[");
  });

  it("has a companion for the baseline", () => {
    expect(baselineLine({ accepted: 2, conclusive: 12 })).toBe("baseline      validation  2/12   17 %");
    expect(baselineLine({ accepted: 0, conclusive: 0 })).toContain("nothing was conclusive");
  });
});
