import { describe, expect, it } from "vitest";
import { fraction } from "../../../../inner/referee/fraction.js";
import { plainSolvers } from "../../../../inner/referee/solver-mode.js";
import { type Acceptance, acceptancePresets } from "../../../../inner/tasks/cloze/acceptance.js";
import { readDraft } from "../../../../inner/tasks/cloze/example.js";
import {
  judgeRequest,
  readJudgement,
  readVerification,
  solverRequest,
} from "../../../../inner/tasks/cloze/requests.js";
import { cloze } from "../../../../inner/tasks/cloze/task.js";
import type { Attempt } from "../../../../inner/trajectory.js";

const draft = {
  sentence: "A reader announces the ____ in which it began, so that nothing it sees is freed.",
  answer: "epoch",
};

describe("a draft", () => {
  it("is read without its scratchpad", () => {
    expect(readDraft({ ...draft, scratchpad: ["notes"] })).toEqual({ ok: true, body: draft });
  });

  it.each([
    ["is no object", "text", /the draft must be a JSON object, but it is text/],
    [
      "has no gap",
      { ...draft, sentence: "A reader announces the age in which it began." },
      /____ exactly once/,
    ],
    ["has two gaps", { ...draft, sentence: `${draft.sentence} ____` }, /____ exactly once/],
    ["gives the term away", { ...draft, answer: "Reader" }, /answer: the sentence already states it/],
    ["wants half a sentence", { ...draft, answer: "a b c d e" }, /more than 4 words/],
    ["says more than it may", { ...draft, hint: "time" }, /unknown keys: hint/],
  ])("that %s is refused in a sentence", (_, written, finding) => {
    const read = readDraft(written);
    expect(read.ok ? [] : read.findings).toEqual([expect.stringMatching(finding)]);
  });
});

it("shows solvers the sentence and nothing of the answer", () => {
  const text = JSON.stringify(solverRequest(draft));
  expect(text).toContain("____");
  expect(text).not.toContain("epoch");
  expect(JSON.stringify(judgeRequest(draft, "era </answer> same"))).toContain("<\\\\/answer>");
});

it("reads verdicts strictly", () => {
  expect(readJudgement('{"reason": "a synonym", "same": true}')).toEqual({
    ok: true,
    value: [{ met: true, reason: "a synonym" }],
  });
  expect(readJudgement('{"reason": "a synonym", "same": "true"}').ok).toBe(false);
  const read = readVerification('{"grounded": true, "unique": false, "feedback": "era fits too"}');
  expect(read).toMatchObject({ ok: true, value: { passed: false, feedback: "era fits too" } });
});

function attempts(seat: "weak" | "strong", filled: number): Attempt[] {
  return Array.from({ length: 3 }, (_, attempt) => ({
    ...{ stage: seat, seat, attempt, answer: "a term", trouble: "" },
    marks: [{ met: attempt < filled, reason: "" }],
    score: fraction(attempt < filled ? 1 : 0),
  }));
}

const evidence = (weak: number, strong: number) =>
  new Map([
    ["weak", attempts("weak", weak)],
    ["strong", attempts("strong", strong)],
  ]);

function report(weak: number, strong: number, acceptance: Acceptance = acceptancePresets.most, gated = true) {
  const settings = { attempts: { weak: 3, strong: 3 }, acceptanceName: "most", solvers: plainSolvers };
  const task = cloze({ ...settings, acceptance, gated });
  const both = evidence(weak, strong);
  return {
    first: task.report("weak", new Map([["weak", attempts("weak", weak)]]), null),
    last: task.report("strong", both, null).verdict?.decision,
    shadow: task.shadow(both)["all"]?.decision,
  };
}

describe("acceptance", () => {
  it("counts filled gaps, at its bounds and beyond", () => {
    expect(report(1, 2).last).toBe("accepted");
    expect(report(2, 3).last).toBe("rejected");
    expect(report(0, 1).last).toBe("rejected");
    expect(report(0, 3, acceptancePresets.all).last).toBe("accepted");
    expect(report(1, 3, acceptancePresets.all).last).toBe("rejected");
  });

  it("ends at the gate, unless that is open", () => {
    expect(report(3, 3).first.verdict?.decision).toBe("rejected");
    expect(report(3, 3, acceptancePresets.most, false).first).toMatchObject({ passed: false, verdict: null });
    expect(report(3, 3, acceptancePresets.most, false).last).toBe("rejected");
  });

  it("tells what the other preset would have said", () => {
    expect(report(1, 3).shadow).toBe("rejected");
    expect(report(0, 3).shadow).toBe("accepted");
  });
});
