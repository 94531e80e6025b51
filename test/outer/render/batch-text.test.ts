import fc from "fast-check";
import { expect, it } from "vitest";
import { batchText } from "../../../outer/render/batch-text.js";
import { fourRounds, longRounds, trajectoryOf } from "./trajectory-fixture.js";

const named = (name: string, events: ReturnType<typeof fourRounds>) => ({
  name,
  title: `About ${name}`,
  trajectory: trajectoryOf(events),
});

it("shows every episode with its outcome and all its rounds", () => {
  const text = batchText([named("T1", fourRounds()), named("T2", fourRounds())]);
  expect(text.match(/^T\d \| "About T\d" \| exhausted/gm)).toHaveLength(2);
  expect(text.match(/^Round \d$/gm)).toHaveLength(8);
  expect(text).toContain("DRAFT REFUSED: the draft must be a JSON object");
  expect(text).toContain("WEAK_FAILED: TOO EASY");
});

it("leaves out first rounds, never the last, where even short answers are too much, and says so", () => {
  const text = batchText(Array.from({ length: 20 }, (_, at) => named(`T${at + 1}`, longRounds(30, 4000))));
  expect(text.match(/^\[rounds 1 to \d+ are left out\]$/gm)).toHaveLength(20);
  expect(text.match(/^Round 30$/gm)).toHaveLength(20);
});

it("stays near its bound however many and however long the episodes are", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 12 }), (episodes, rounds) => {
      const many = Array.from({ length: episodes }, (_, at) => named(`T${at}`, longRounds(rounds, 2000)));
      expect(batchText(many).length).toBeLessThan(60_000 + episodes * 2_000);
    }),
    { numRuns: 20 },
  );
});
