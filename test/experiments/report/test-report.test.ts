import { describe, expect, it } from "vitest";
import { testReport } from "../../../experiments/report/test-report.js";
import type { TreeHash } from "../../../foundation/ids.js";
import { randomStreams } from "../../../foundation/random.js";
import type { Observation } from "../../../inner/trajectory.js";
import { evaluationOf, treeOf } from "./made-up-run.js";

const [base, best] = [treeOf("base"), treeOf("best")];
const random = () => randomStreams(1).fork("test");
const onTest = (tree: TreeHash, accepted: number, conclusive = 12, iteration = 13): Observation[] =>
  evaluationOf(tree, iteration, { accepted, conclusive }, tree === base ? "test-baseline" : "test-best").map(
    (one) => ({
      ...one,
      repeat: 0,
    }),
  );

describe("the test report", () => {
  it("does not exist before the test split was looked at", () => {
    const validated = evaluationOf(base, 0, { accepted: 3, conclusive: 12 });
    expect(testReport(validated, best, base, random())).toBeNull();
  });

  it("puts best and baseline side by side and pairs their difference", () => {
    const report = testReport([...onTest(base, 2), ...onTest(best, 8)], best, base, random());
    expect(report?.baseline.value).toBeCloseTo(2 / 12);
    expect(report?.best.value).toBeCloseTo(8 / 12);
    expect(report?.improvement?.value).toBeCloseTo(0.5);
    expect(report).toMatchObject({ repeats: 1, looks: 1 });
  });

  it("has no improvement when the baseline stayed the best", () => {
    const report = testReport(onTest(base, 2), base, base, random());
    expect(report).toMatchObject({ improvement: null, looks: 0 });
    expect(report?.best).toEqual(report?.baseline);
  });

  it("counts episodes once that a continued run logged again, and every candidate that was looked at", () => {
    const earlier = [...onTest(base, 2), ...onTest(treeOf("old"), 5)];
    const later = [...onTest(base, 2, 12, 25), ...onTest(best, 6, 12, 25)];
    const report = testReport([...earlier, ...later], best, base, random());
    expect(report?.baselineCost).toEqual({ accepted: 2, calls: 240, costUsd: null });
    expect(report).toMatchObject({ repeats: 1, looks: 2 });
  });

  it("keeps repeats of a document apart", () => {
    const second = [...onTest(base, 1), ...onTest(best, 7)].map((one) => ({ ...one, repeat: 1 }));
    const report = testReport([...onTest(base, 2), ...onTest(best, 8), ...second], best, base, random());
    expect(report?.best).toMatchObject({ value: 15 / 24, documents: 12 });
    expect(report?.repeats).toBe(2);
  });

  it("charges inconclusive episodes to the examples that were accepted", () => {
    const observations = onTest(base, 2).map((one, index) =>
      index === 11 ? { ...one, outcome: "inconclusive" as const } : one,
    );
    expect(testReport(observations, base, base, random())?.baselineCost).toMatchObject({
      accepted: 2,
      calls: 240,
    });
  });
});
