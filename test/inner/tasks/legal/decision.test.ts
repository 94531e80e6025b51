import { describe, expect, it } from "vitest";
import { decideExample } from "../../../../inner/tasks/legal/decision.js";
import { readLoopVerdict } from "../../../../inner/tasks/legal/loop-verdict.js";
import { overridesOf } from "../../../../inner/tasks/legal/overrides.js";
import { loopReply } from "../../../support/legal-example.js";

function judged(fields: Record<string, unknown> = {}) {
  const read = readLoopVerdict(loopReply(fields));
  if (!read.ok) throw new Error(read.problem);
  return read.value;
}
const improve = {
  verdict: "improve",
  suggestion_for_writer: "Add a step.",
  verdict_reason: "All are alike.",
};

describe("the decision on a legal example", () => {
  it("is the loop judge's where no override was met", () => {
    expect(decideExample([], judged())).toEqual({ decision: "accepted", failed: [] });
    expect(decideExample([], judged(improve))).toEqual({
      decision: "rejected",
      failed: ["IMPROVE (loop_judge): All are alike."],
    });
  });

  it("follows the verdict, not the suitability that goes with it", () => {
    expect(decideExample([], judged({ grpo_suitability: "low" })).decision).toBe("accepted");
    expect(decideExample([], judged({ ...improve, grpo_suitability: "high" })).decision).toBe("rejected");
  });

  it.each([
    ["was not asked", null],
    ["accepts", judged()],
    ["has other reasons", judged(improve)],
  ])("is the overrides', one line each, when the loop judge %s", (_, verdict) => {
    expect(decideExample(overridesOf("It is on appeal since 1912."), verdict)).toEqual({
      decision: "rejected",
      failed: [
        "IMPROVE (case_recap): The question recaps a case (\"on appeal\"): tell a client's matter in the client's own words instead.",
        'IMPROVE (old_year): The question is set in an old year ("1912"): place the matter in the present.',
      ],
    });
  });

  it("is open while the loop judge was not asked", () => {
    expect(decideExample([], null)).toEqual({ decision: "undecided", failed: [] });
  });
});
