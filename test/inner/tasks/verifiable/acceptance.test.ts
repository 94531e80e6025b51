import { describe, expect, it } from "vitest";
import {
  acceptancePresets,
  acceptanceSchema,
  judgeExample,
} from "../../../../inner/tasks/verifiable/acceptance.js";

const { counts, majority } = acceptancePresets;
const attempts = (correct: number, of: number) => Array.from({ length: of }, (_, index) => index < correct);

describe("acceptance of a question by counts", () => {
  it.each([
    [0, 4, "accepted"],
    [1, 3, "accepted"],
    [2, 4, "rejected"],
    [1, 2, "rejected"],
    [4, 4, "rejected"],
  ] as const)("counts: weak %i of 4 and strong %i of 4 is %s", (weak, strong, decision) => {
    expect(judgeExample(counts, attempts(weak, 4), attempts(strong, 4)).decision).toBe(decision);
  });

  it.each([
    [1, 4, 3, 4, "accepted"],
    [2, 4, 3, 4, "rejected"],
    [1, 4, 2, 4, "rejected"],
    [1, 3, 2, 3, "accepted"],
    [2, 3, 2, 3, "rejected"],
    [2, 5, 3, 5, "accepted"],
  ] as const)(
    "majority: weak %i of %i and strong %i of %i is %s",
    (weak, ofWeak, strong, ofStrong, decision) => {
      expect(judgeExample(majority, attempts(weak, ofWeak), attempts(strong, ofStrong)).decision).toBe(
        decision,
      );
    },
  );

  it("keeps its shares with another number of attempts", () => {
    expect(judgeExample(counts, attempts(2, 8), attempts(6, 8)).decision).toBe("accepted");
    expect(judgeExample(counts, attempts(3, 8), attempts(6, 8)).decision).toBe("rejected");
    expect(judgeExample(counts, attempts(1, 3), attempts(3, 3)).decision).toBe("rejected");
  });

  it("stays undecided while strong was not asked, and is rejected already when weak failed", () => {
    expect(judgeExample(counts, attempts(1, 4), null)).toEqual({ decision: "undecided", failed: [] });
    expect(judgeExample(counts, attempts(2, 4), null).decision).toBe("rejected");
  });

  it("says which count failed and what was allowed", () => {
    expect(judgeExample(counts, attempts(2, 4), null).failed).toEqual([
      "TOO EASY: weak 2 of 4 correct, at most 1 allowed",
    ]);
    expect(judgeExample(counts, attempts(0, 4), attempts(1, 4)).failed).toEqual([
      "STRONG TOO LOW: strong 1 of 4 correct, at least 3 required",
    ]);
  });

  it("is read from an experiment's own numbers", () => {
    const own = { weak_correct: [0, 4], strong_correct: [4, 4] };
    expect(acceptanceSchema.parse(own)).toEqual({ ...own, weak_inclusive: true, strong_inclusive: true });
    expect(acceptanceSchema.safeParse({ ...own, weak_correct: [5, 4] }).success).toBe(false);
    expect(acceptanceSchema.safeParse({ ...own, weak_correct: 0.25 }).success).toBe(false);
    expect(acceptanceSchema.safeParse({ ...own, gap: 0.2 }).success).toBe(false);
  });
});
