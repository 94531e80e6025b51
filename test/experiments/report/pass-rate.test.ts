import { describe, expect, it } from "vitest";
import {
  meanScore,
  ratesByDocument,
  shareOf,
  validationEvaluations,
} from "../../../experiments/report/pass-rate.js";
import type { Outcome } from "../../../inner/trajectory.js";
import { rateOf } from "../../../outer/policies/accept-mutant.js";
import { documentOf, evaluationOf, observationOf, treeOf } from "./made-up-run.js";

const candidate = treeOf("a");
const observed = (position: number, outcome: Outcome, document = documentOf("validation", position)) =>
  observationOf(
    {
      candidate,
      iteration: 3,
      phase: "validate-mutant",
      position,
      document,
      split: "validation",
      purpose: "validate",
    },
    outcome,
  );

describe("a pass rate", () => {
  it("counts every conclusive outcome and only accepted ones as passes", () => {
    const outcomes = ["accepted", "exhausted", "gave_up", "harness_failed", "inconclusive"] as const;
    expect(rateOf(outcomes.map((outcome, position) => observed(position, outcome)))).toEqual({
      accepted: 1,
      conclusive: 4,
    });
  });

  it("is unknown, not zero, when nothing was conclusive", () => {
    expect(shareOf(rateOf([observed(0, "inconclusive")]))).toBeNull();
  });

  it("is kept per document, without documents that were never conclusive", () => {
    const document = documentOf("validation", 7);
    const rates = ratesByDocument([
      observed(0, "accepted", document),
      observed(1, "exhausted", document),
      observed(2, "inconclusive"),
    ]);
    expect([...rates]).toEqual([[document, { accepted: 1, conclusive: 2 }]]);
  });
});

describe("a member's score", () => {
  it("is the mean over its evaluations, each weighing the same however many episodes it has", () => {
    const rates = [
      { accepted: 1, conclusive: 2 },
      { accepted: 0, conclusive: 12 },
    ];
    expect(meanScore(rates)).toEqual({ score: 0.25, evaluations: 2 });
  });

  it("leaves out evaluations without a conclusive episode", () => {
    expect(meanScore([{ accepted: 0, conclusive: 0 }])).toBeNull();
  });

  it("comes from validation episodes only, one evaluation per iteration and candidate", () => {
    const other = treeOf("b");
    const observations = [
      ...evaluationOf(candidate, 4, { accepted: 2, conclusive: 3 }, "validate-parent"),
      ...evaluationOf(other, 4, { accepted: 1, conclusive: 3 }),
      ...evaluationOf(candidate, 0, { accepted: 1, conclusive: 3 }, "validate-parent"),
      ...evaluationOf(candidate, 5, { accepted: 3, conclusive: 3 }, "test-best"),
    ];
    expect(validationEvaluations(observations)).toEqual([
      { iteration: 0, candidate, rate: { accepted: 1, conclusive: 3 } },
      { iteration: 4, candidate, rate: { accepted: 2, conclusive: 3 } },
      { iteration: 4, candidate: other, rate: { accepted: 1, conclusive: 3 } },
    ]);
  });
});
