import { expect, test } from "vitest";
import { measuredItems } from "../../../experiments/compare/measured-items.js";
import { asDocumentId, asExampleId, asTicket, asTreeHash } from "../../../foundation/ids.js";
import { fraction } from "../../../inner/referee/fraction.js";
import type { Attempt, Observation, Trajectory, TrajectoryEvent } from "../../../inner/trajectory.js";
import { noUsage } from "../../../models/usage.js";

const [first, second] = ["a", "b"].map((letter) => asExampleId(letter.repeat(16))) as [
  ReturnType<typeof asExampleId>,
  ReturnType<typeof asExampleId>,
];
const attempt = (seat: "weak" | "strong"): Attempt => ({
  ...{ stage: seat, seat, attempt: 0, answer: "an answer", marks: [], trouble: "" },
  score: fraction(1, 2),
});
const proposed = (example: typeof first): TrajectoryEvent => ({
  ...{ kind: "proposed", ordinal: 0, round: 9, example, body: { question: example } },
});
const stage = (example: typeof first, seat: "weak" | "strong", more = {}): TrajectoryEvent => ({
  ...{ kind: "stage", ordinal: 1, example, stage: seat, passed: true, measured: true, lines: [] },
  attempts: [attempt(seat)],
  ...more,
});
const verdict = (example: typeof first, decision: "accepted" | "rejected"): TrajectoryEvent => ({
  ...{ kind: "verdict", ordinal: 1, example, verdict: { decision, failed: [] }, shadow: {} },
});

function episode(...events: TrajectoryEvent[]): Trajectory {
  const observation: Observation = {
    ...{ ticket: asTicket(1), candidate: asTreeHash("c".repeat(40)), document: asDocumentId("d".repeat(16)) },
    split: "test",
    purpose: "test",
    outcome: "accepted",
    ...{ repeat: 0, reason: "", rounds: 3, ticks: 1 },
    cost: noUsage,
  };
  return { observation, events };
}

test("an item is an example that was measured on every stage, with the number of its proposal", () => {
  const review = { after: 0, said: { verdict: "accept" } };
  const items = measuredItems(
    episode(
      { kind: "findings", ordinal: 0, round: 1, draft: "no", findings: ["no object"] },
      proposed(first),
      stage(first, "weak"),
      verdict(first, "rejected"),
      proposed(second),
      stage(second, "weak"),
      stage(second, "strong", { review }),
      verdict(second, "accepted"),
    ),
    ["weak", "strong"],
  );
  expect(items).toEqual([
    {
      ...{ example: second, document: "d".repeat(16), body: { question: second }, round: 3, accepted: true },
      attempts: [attempt("weak"), attempt("strong")],
      retested: [],
      review: { verdict: "accept" },
    },
  ]);
});

test("a stage that could not be measured makes no item", () => {
  const events = [proposed(first), stage(first, "weak"), stage(first, "strong", { measured: false })];
  expect(measuredItems(episode(...events), ["weak", "strong"])).toEqual([]);
});
