import { expect, it } from "vitest";
import { retest } from "../../../inner/referee/retest.js";
import { document, riddle, riddles, scriptedSeats } from "./made-up-task.js";

it("fresh attempts are so many of each solver, judged one by one, under a stage of their own", async () => {
  const { ask, asked } = scriptedSeats(({ seat }) => (seat === "judge" ? "yes" : "42"));
  const attempts = await retest(ask, { task: riddles(), example: riddle(), document }, 2);
  expect(attempts.map(({ stage, seat, attempt }) => `${stage} ${seat} ${attempt}`)).toEqual([
    "retest weak 0",
    "retest weak 1",
    "retest strong 2",
    "retest strong 3",
  ]);
  expect(attempts.every(({ score }) => score?.numerator === 1)).toBe(true);
  expect(asked.filter(({ seat }) => seat === "judge")).toHaveLength(4);
});

it("an attempt that cannot be judged has no score, and is no zero", async () => {
  const { ask } = scriptedSeats(({ seat }) => (seat === "judge" ? "perhaps" : "42"));
  const [first] = await retest(ask, { task: riddles(), example: riddle(), document }, 1);
  expect(first).toMatchObject({ score: null, trouble: expect.stringMatching(/^unjudgeable/) });
});
