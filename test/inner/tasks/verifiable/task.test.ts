import { describe, expect, it } from "vitest";
import { toNumber } from "../../../../inner/referee/fraction.js";
import { taskKinds } from "../../../../inner/tasks/task-kinds.js";
import type { Attempt, Mark } from "../../../../inner/trajectory.js";
import { goodQuestion } from "../../../support/verifiable-example.js";

const kind = taskKinds.get("verifiable");
if (kind === undefined) throw new Error("there is no task verifiable");
const { task, attempts: standard } = kind.choose({});

const attempts = (seat: "weak" | "strong", correct: number, of = 4): Attempt[] =>
  Array.from({ length: of }, (_, attempt) => ({
    ...{ stage: seat, seat, attempt, answer: "ANSWER: x", trouble: "" },
    marks: [{ met: attempt < correct, reason: "code: compared" }],
    score: { numerator: attempt < correct ? 1 : 0, denominator: 1 },
  }));

const evidence = (weak: number, strong?: number) =>
  new Map([
    ["weak", attempts("weak", weak)],
    ...(strong === undefined ? [] : [["strong", attempts("strong", strong)] as const]),
  ]);

describe("the decision, four attempts each", () => {
  it("is made of four and four", () => {
    expect(standard).toEqual({ weak: 4, strong: 4 });
    expect(task.stages.map(({ name }) => name)).toEqual(["weak", "strong"]);
  });

  it.each([
    [0, 3, "accepted"],
    [1, 4, "accepted"],
    [1, 2, "rejected"],
    [2, 4, "rejected"],
  ])("with %i weak and %i strong ones right is %s", (weak, strong, decision) => {
    expect(task.report("strong", evidence(weak, strong), null).verdict?.decision).toBe(decision);
  });

  it("ends at the gate when the weak solver knows the answer", () => {
    const { passed, lines, verdict } = task.report("weak", evidence(3), null);
    expect(passed).toBe(false);
    expect(lines).toEqual(["WEAK_FAILED: TOO EASY: weak 3 of 4 correct, at most 1 allowed"]);
    expect(verdict?.decision).toBe("rejected");
  });

  it("waits for the strong solver where there is no gate", () => {
    const open = kind.choose({ gated: false }).task;
    expect(open.report("weak", evidence(3), null)).toMatchObject({ passed: false, verdict: null });
    expect(open.report("strong", evidence(3, 4), null)).toMatchObject({ passed: false });
  });

  it("is recorded beside what the majority rule would say", () => {
    expect(task.shadow(evidence(1, 2))["majority"]?.decision).toBe("rejected");
    expect(task.shadow(evidence(1, 3))["majority"]?.decision).toBe("accepted");
    expect(task.shadow(evidence(1))["majority"]?.decision).toBe("undecided");
    expect(task.shadow(new Map())).toEqual({});
  });
});

const read = task.readDraft(goodQuestion());
if (!read.ok) throw new Error("the example is not in order");
const { example } = read;

/** The mark of an answer under a judge who says this. */
function markOf(answer: string, equal: boolean): Mark | undefined {
  const marked = example.readJudgement(JSON.stringify({ reason: "my word", equal }), answer);
  return marked.ok ? marked.value[0] : undefined;
}

describe("the mark of an answer", () => {
  it("is code's where code can tell, whatever the judge says", () => {
    expect(markOf("ANSWER: $\\frac{p}{2} - \\frac12$", false)).toMatchObject({ met: true });
    expect(markOf("ANSWER: (p+1)/2", true)).toMatchObject({ met: false });
  });

  it("keeps the judge's word beside it when the two differ, and only then", () => {
    expect(markOf("ANSWER: (p+1)/2", true)?.contested).toBe("judge: my word");
    expect(markOf("ANSWER: (p+1)/2", false)).not.toHaveProperty("contested");
  });

  it.each([true, false])("is the judge's where code cannot tell: %s", (equal) => {
    expect(markOf("ANSWER: half of the units", equal)).toEqual({ met: equal, reason: "judge: my word" });
  });

  it("does not exist without the judge's verdict", () => {
    expect(example.readJudgement("equal, I think", "ANSWER: (p-1)/2").ok).toBe(false);
  });

  it("is the whole score", () => {
    expect(toNumber(example.score([{ met: true, reason: "" }]))).toBe(1);
    expect(toNumber(example.score([{ met: false, reason: "" }]))).toBe(0);
  });
});

describe("a blank answer", () => {
  it("is told from a blank endpoint by a trivial question", () => {
    const { blank } = example;
    expect(blank?.probe.messages.map(({ content }) => content).join()).toContain("What is 2 + 2?");
    expect(blank?.answered("Easily.\nANSWER: 4")).toBe(true);
    expect(blank?.answered("ANSWER: 5")).toBe(false);
    expect(blank?.marks[0]?.met).toBe(false);
  });
});

describe("replies of one solver", () => {
  it("agree when they commit to the same answer in any notation", () => {
    expect(example.agree?.("So.\nANSWER: (p-1)/2", "ANSWER: p/2 - 1/2")).toBe(true);
    expect(example.agree?.("ANSWER: (p-1)/2", "ANSWER: (p+1)/2")).toBe(false);
  });
});

describe("a solver with more compute or context", () => {
  it("may be counted by majority, or shown the reference's reasoning", () => {
    const mode = { samples: 3, combine: "majority", scaffold: null, shows: "reasoning" } as const;
    expect(kind.choose({ solvers: { strong: mode } }).task.solvers.strong).toEqual(mode);
    expect(example.reasoning).toContain("kernel");
  });
});
