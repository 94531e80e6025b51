import { expect, test } from "vitest";
import { asDocumentId } from "../../../foundation/ids.js";
import { fraction } from "../../../inner/referee/fraction.js";
import { commonFigures, type MeasuredItem } from "../../../inner/tasks/figures.js";

const item = (weak: number[], strong: number[], question: unknown = "Why?"): MeasuredItem => ({
  ...{ document: asDocumentId("d".repeat(16)), body: { question }, review: null, retested: [], round: 2 },
  attempts: (["weak", "strong"] as const).flatMap((seat) =>
    (seat === "weak" ? weak : strong).map((score, attempt) => ({
      ...{ stage: seat, seat, attempt, answer: "", marks: [], trouble: "" },
      score: fraction(score, 10),
    })),
  ),
});

const values = (one: MeasuredItem) =>
  Object.fromEntries(commonFigures({}).map(({ label, of }) => [label, of(one)]));

test("the common figures of one item", () => {
  expect(values(item([2, 4, 6], [9, 7, 8], "Why 𝔘?"))).toEqual({
    ...{ "weak score": 0.4, "strong score": 0.8, gap: 0.4, rounds: 2, "question characters": 6 },
    "spread of weak attempts, points": expect.closeTo(20, 9),
    ...{
      "weak score, fresh attempts": null,
      "strong score, fresh attempts": null,
      "gap, fresh attempts": null,
    },
  });
});

test("what an item has no number of is null, never zero", () => {
  const one = values(item([3], [], 7));
  expect(one).toMatchObject({ "strong score": null, gap: null, "question characters": null });
  expect(one["spread of weak attempts, points"]).toBeNull();
});
