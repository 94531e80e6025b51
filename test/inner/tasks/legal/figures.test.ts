import { describe, expect, it } from "vitest";
import { asDocumentId } from "../../../../foundation/ids.js";
import { fraction } from "../../../../inner/referee/fraction.js";
import type { MeasuredItem } from "../../../../inner/tasks/figures.js";
import { figures } from "../../../../inner/tasks/legal/figures.js";
import { goodLegalDraft } from "../../../support/legal-example.js";

const item = (suitability: string | null, ...percent: number[]): MeasuredItem => ({
  document: asDocumentId("d".repeat(16)),
  body: { ...goodLegalDraft() },
  attempts: percent.map((value, attempt) => ({
    ...{ stage: "solvers", seat: "weak", attempt, answer: "", marks: [], trouble: "" },
    score: fraction(value, 100),
  })),
  review: suitability === null ? null : { grpo_suitability: suitability },
  retested: [],
  round: 2,
});
const shownOf = (label: string, one: MeasuredItem) =>
  figures.find((figure) => figure.label === label)?.of(one);
const allZero = "share of groups whose weak attempts are all 0";

describe("the figures of legal examples", () => {
  it("are the weak mean, its spread, the all-zero groups and the suitabilities", () => {
    const one = item("high", 0, 10, 20, 30, 40); // mean 20, squares 1000 over 4
    expect(shownOf("weak score", one)).toBeCloseTo(0.2, 12);
    expect(shownOf("spread of weak attempts, points", one)).toBeCloseTo(Math.sqrt(250), 12);
    expect(shownOf(allZero, one)).toBe(0);
    expect(shownOf("rubric items", one)).toBe(16);
    const suitabilities = ["high", "medium", "low"].map((level) =>
      shownOf(`share of ${level} suitability for training`, one),
    );
    expect(suitabilities).toEqual([1, 0, 0]);
  });

  it("count a group at the floor", () => {
    expect(shownOf(allZero, item("low", 0, 0, 0, 0, 0))).toBe(1);
  });

  it("are unknown, not zero, where nothing was measured or reviewed", () => {
    expect(shownOf(allZero, item(null))).toBeNull();
    expect(shownOf("share of low suitability for training", item(null, 10))).toBeNull();
    expect(shownOf("spread of weak attempts, points", item("high", 40))).toBeNull();
  });
});
