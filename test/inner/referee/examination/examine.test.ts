import { describe, expect, it } from "vitest";
import { examine } from "../../../../inner/referee/examination/examine.js";
import { offTopicAnswer } from "../../../../inner/referee/examination/probe-answers.js";
import { fraction } from "../../../../inner/referee/fraction.js";
import { type ExaminationRule, examinationRules } from "../../../../inner/referee/rules.js";
import { runStage } from "../../../../inner/referee/run-stage.js";
import type { Example, Task } from "../../../../inner/tasks/task.js";
import type { Attempt } from "../../../../inner/trajectory.js";
import { type Asked, document, riddle, riddles, scriptedSeats } from "../made-up-task.js";

const attempt = (seat: "weak" | "strong", answer: string): Attempt => ({
  ...{ stage: "both", seat, attempt: 0, answer, trouble: "", score: fraction(1, 1) },
  marks: [{ met: true, reason: "" }],
});

/** Seats of a sound world: the audit objects to nothing, and the judge says yes to what has 42 in it. */
const sound = ({ seat, text }: Asked) => (seat === "verifier" ? "sound" : text.includes("42") ? "yes" : "no");

async function examined(
  answer: (asked: Asked) => string,
  { example = {}, rules }: { example?: Partial<Example>; rules?: readonly ExaminationRule[] } = {},
) {
  const { ask, asked } = scriptedSeats(answer);
  const has = (rule: ExaminationRule) => rules?.includes(rule) ?? true;
  const evidence = new Map([["both", [attempt("weak", "41?"), attempt("strong", "It is 42.")]]]);
  const checks = await examine({ example: riddle(example), document, evidence, judged: 2 }, has, ask);
  const failed = checks.filter(({ passed }) => !passed);
  return {
    checks,
    asked,
    failed: failed.map(({ rule }) => rule),
    findings: failed.map(({ finding }) => finding),
  };
}

describe("the last look at an example", () => {
  it("has a check for every rule, in their order, and objects to nothing that is sound", async () => {
    const { checks, failed, asked } = await examined(sound);
    expect(checks.map(({ rule }) => rule)).toEqual(Object.keys(examinationRules));
    expect(failed).toEqual([]);
    expect(asked).toHaveLength(6);
  });

  it.each<[ExaminationRule, (asked: Asked) => string]>([
    ["final-audit", (one) => (one.seat === "verifier" ? "the context leaks" : sound(one))],
    ["probe-empty", (one) => (one.text === "judge\n" ? "yes" : sound(one))],
    [
      "probe-off-topic",
      (one) => (one.text.includes("patience") || one.text.includes("light") ? "yes" : sound(one)),
    ],
    ["probe-context", (one) => (one.text.includes("six times seven") ? "yes" : sound(one))],
    ["probe-reference", (one) => (one.text === "judge\n42" ? "no" : sound(one))],
    ["judge-agreement", (one) => (one.text.includes("It is 42") ? "no" : sound(one))],
  ])("objects by %s, and by no other rule", async (rule, answer) => {
    const { failed, findings } = await examined(answer);
    expect(failed).toEqual([rule]);
    expect(findings[0]).toMatch(/\w/);
  });

  it("looks twice before a probe has failed: one odd mark is noise", async () => {
    const first = new Set<string>();
    const { failed, asked } = await examined((one) => {
      if (one.text !== "judge\n42" || first.has(one.text)) return sound(one);
      first.add(one.text);
      return "no";
    });
    expect(failed).toEqual([]);
    expect(asked.filter(({ text }) => text === "judge\n42")).toHaveLength(2);
  });

  it("looks four times before a reference has failed, twice for anything else", async () => {
    const looksAt = async (text: string, said: string) => {
      const { asked } = await examined((one) => (one.text === `judge\n${text}` ? said : sound(one)));
      return asked.filter((one) => one.text === `judge\n${text}`).length;
    };
    expect(await looksAt("42", "no")).toBe(4);
    expect(await looksAt("", "yes")).toBe(2);
  });

  it("has not passed what cannot be measured", async () => {
    const { failed, findings } = await examined((one) =>
      /^judge\n(?:\n|$)/.test(one.text) ? "perhaps" : sound(one),
    );
    expect(failed).toEqual(["probe-empty"]);
    expect(findings[0]).toMatch(/^cannot be measured: Say yes or no/);
  });

  it("asks the same calls for a rule whether others are there or not", async () => {
    const all = await examined(sound);
    for (const rule of Object.keys(examinationRules) as ExaminationRule[]) {
      const alone = await examined(sound, { rules: [rule] });
      expect(alone.asked).toHaveLength(1);
      expect(all.asked).toContainEqual(alone.asked[0]);
    }
  });

  it("leaves out what an example has nothing for", async () => {
    const { checks } = await examined(sound, { example: { reference: null } });
    expect(checks.map(({ rule }) => rule)).not.toContain("probe-reference");
  });
});

describe("a stage under a strict referee", () => {
  const rules = new Set(Object.keys(examinationRules) as ExaminationRule[]);
  const stage = { name: "both", attempts: [{ seat: "strong" as const, count: 1 }] };
  const run = (answer: (asked: Asked) => string, task: Task = { ...riddles(), rules }) =>
    runStage(
      { task, stage, example: riddle(), document, earlier: new Map(), reviews: [] },
      scriptedSeats((one) => (one.seat === "strong" ? "It is 42." : answer(one))).ask,
    );

  it("accepts what passes, with the checks on the record", async () => {
    const { verdict, examined } = await run(sound);
    expect(verdict).toMatchObject({ passed: true, verdict: { decision: "accepted" } });
    expect(examined?.checks).toHaveLength(6);
  });

  it("rejects what does not, says which rule, and keeps what the task alone would have said", async () => {
    const { verdict, examined } = await run((one) => (one.seat === "verifier" ? "it leaks" : sound(one)));
    expect(verdict).toMatchObject({ passed: false, verdict: { decision: "rejected" } });
    expect(verdict.lines.at(-1)).toBe("EXAMINATION_FAILED: final-audit: it leaks");
    expect(examined?.before).toEqual({ decision: "accepted", failed: [] });
  });

  it("asks nothing more under the paper's referee", async () => {
    const { examined, verdict } = await run(() => "yes", riddles());
    expect(examined).toBeNull();
    expect(verdict.verdict?.decision).toBe("accepted");
  });
});

describe("the off-topic answer", () => {
  it("is the one that has less in common with what solvers are shown", () => {
    expect(offTopicAnswer("How long must dough with yeast and salt rest for a soft crust?")).toContain(
      "garden",
    );
    expect(offTopicAnswer("Why do sunflowers and beans shade lettuce in the garden?")).toContain("loaf");
  });
});
