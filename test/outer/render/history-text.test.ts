import { describe, expect, it } from "vitest";
import { asTreeHash } from "../../../foundation/ids.js";
import { historyText, type PastIteration } from "../../../outer/render/history-text.js";

const rejected: PastIteration = {
  iteration: 4,
  outcome: {
    outcome: "rejected",
    because: "3/12 is not above\n4/12",
    summary: "Shorter context",
    parent: asTreeHash("c3a9f1".padEnd(40, "0")),
    candidate: asTreeHash("e81b02".padEnd(40, "0")),
    parentRate: { accepted: 4, conclusive: 12 },
    mutantRate: { accepted: 3, conclusive: 12 },
  },
};

describe("historyText", () => {
  it("gives each iteration one line, the newest last", () => {
    const invalid: PastIteration = {
      iteration: 3,
      outcome: {
        ...rejected.outcome,
        outcome: "invalid",
        because: "guard: edits outside the harness (inner/referee/judge.md)",
        summary: "",
        candidate: null,
        parentRate: null,
        mutantRate: null,
      },
    };
    expect(historyText([rejected, invalid]).split("\n")).toEqual([
      "iteration 3 | invalid | - from c3a9f1 | not validated | - | guard: edits outside the harness (inner/referee/judge.md)",
      "iteration 4 | rejected | e81b02 from c3a9f1 | validation 3/12 against 4/12 | Shorter context | 3/12 is not above 4/12",
    ]);
  });

  it("says so when there is none", () => {
    expect(historyText([])).toBe("No earlier iterations.");
  });
});
