import { describe, expect, it } from "vitest";
import { fraction, fractionOfDecimal } from "../../../../inner/referee/fraction.js";
import { acceptancePresets, judgeExample } from "../../../../inner/tasks/cs-research/acceptance.js";

const { deployed, deployed_all_zero, prose, blog_strict } = acceptancePresets;
const scores = (...values: number[]) => values.map(fractionOfDecimal);
const decide = (
  acceptance: (typeof acceptancePresets)[keyof typeof acceptancePresets],
  weak: number[],
  strong: number[] | null,
) => judgeExample(acceptance, scores(...weak), strong === null ? null : scores(...strong));

describe("acceptance of an example", () => {
  it.each([
    ["holds every condition", [0.4, 0.5, 0.45], [0.8, 0.9, 0.85], "accepted"],
    ["weak mean exactly at .65", [0.65, 0.65, 0.65], [0.9, 0.9, 0.9], "accepted"],
    ["weak mean above .65", [0.7, 0.65, 0.65], [0.9, 0.9, 0.9], "rejected"],
    ["one weak attempt above .75", [0.3, 0.3, 0.76], [0.9, 0.9, 0.9], "rejected"],
    ["one weak zero", [0, 0.4, 0.4], [0.9, 0.9, 0.9], "rejected"],
    ["strong mean exactly .60 and gap .20", [0.4, 0.4, 0.4], [0.6, 0.6, 0.6], "accepted"],
    ["strong mean below .60", [0.3, 0.3, 0.3], [0.6, 0.6, 0.59], "rejected"],
    ["strong mean at .95", [0.4, 0.4, 0.4], [0.95, 0.95, 0.95], "rejected"],
    ["one strong zero", [0.2, 0.2, 0.2], [1, 1, 0], "rejected"],
    ["gap just under .20", [0.45, 0.45, 0.45], [0.64, 0.64, 0.64], "rejected"],
  ] as const)("deployed: %s", (_, weak, strong, decision) => {
    expect(decide(deployed, [...weak], [...strong]).decision).toBe(decision);
  });

  it("reads 'no zeros' in both ways", () => {
    expect(decide(deployed, [0, 0.4, 0.4], [0.9, 0.9, 0.9]).decision).toBe("rejected");
    expect(decide(deployed_all_zero, [0, 0.4, 0.4], [0.9, 0.9, 0.9]).decision).toBe("accepted");
    expect(decide(deployed_all_zero, [0, 0, 0], [0.9, 0.9, 0.9]).decision).toBe("rejected");
  });

  it("prose: the weak mean must be below .50, not at it", () => {
    expect(decide(prose, [0.5, 0.5, 0.5], [0.8, 0.8, 0.8]).decision).toBe("rejected");
    expect(decide(prose, [0.49, 0.5, 0.5], [0.8, 0.8, 0.8]).decision).toBe("accepted");
  });

  it("blog_strict: a gap of .25 is required and .50 is allowed for weak", () => {
    expect(decide(blog_strict, [0.5, 0.5, 0.5], [0.75, 0.75, 0.75]).decision).toBe("accepted");
    expect(decide(blog_strict, [0.5, 0.5, 0.5], [0.74, 0.75, 0.75]).decision).toBe("rejected");
  });

  it("compares exactly: thirds that average to the bound pass", () => {
    const third = [fraction(1, 3), fraction(2, 3), fraction(19, 20)];
    expect(judgeExample({ ...deployed, weak_best: null }, third, scores(0.9, 0.9, 0.9)).decision).toBe(
      "accepted",
    );
  });

  it("stays undecided while strong was not asked, and is rejected already when weak failed", () => {
    expect(decide(deployed, [0.4, 0.4, 0.4], null).decision).toBe("undecided");
    expect(decide(deployed, [0.9, 0.9, 0.9], null)).toMatchObject({ decision: "rejected" });
  });

  it("names each failed condition", () => {
    const { failed } = decide(deployed, [0.4, 0.4, 0.4], [0.5, 0.5, 0]);
    expect(failed.map((line) => line.split(":")[0])).toEqual([
      "STRONG TOO LOW",
      "STRONG ZERO",
      "GAP TOO SMALL",
    ]);
  });
});
