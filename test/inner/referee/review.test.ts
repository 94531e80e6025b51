import { expect, test } from "vitest";
import { z } from "zod";
import { runStage, stageReport } from "../../../inner/referee/run-stage.js";
import type { Example } from "../../../inner/tasks/task.js";
import { readJsonReply } from "../../../models/json-reply.js";
import { document, riddle, riddles, scriptedSeats } from "./made-up-task.js";

const review: NonNullable<Example["review"]> = (_, evidence, earlier) => ({
  request: {
    messages: [
      { role: "user", content: `review ${evidence.get("both")?.length} after ${JSON.stringify(earlier)}` },
    ],
  },
  read: (text) => readJsonReply(text, z.strictObject({ said: z.string() })),
});

async function play(said: (retry: number) => string) {
  const task = riddles();
  const [stage] = task.stages;
  if (stage === undefined) throw new Error("no stage");
  let tries = 0;
  const { ask, asked } = scriptedSeats(({ seat, text }) =>
    seat !== "judge" ? "42" : text.startsWith("review") ? said(tries++) : "yes",
  );
  const reviews = [{ said: "too long" }];
  const scene = { task, stage, example: riddle({ review }), document, earlier: new Map(), reviews };
  return { result: await runStage(scene, ask), asked: asked.filter(({ text }) => text.startsWith("review")) };
}

test("the judge reviews a measured stage once, after all attempts, knowing the reviews before it", async () => {
  const { result, asked } = await play(() => '{"said": "good"}');
  expect(asked).toEqual([
    { seat: "judge", place: "judge/2/0", text: 'review 2 after [{"said":"too long"}]' },
  ]);
  expect(result.review).toEqual({ after: 1, said: { said: "good" } });
  expect(result.verdict.lines).toEqual(['{"said":"good"}']);
  expect(stageReport("both", result)).toMatchObject({
    review: { said: "good" },
    attempts: [{ seat: "weak" }, { seat: "strong" }],
  });
});

test("an unreadable review is asked for again, and one that stays so measures nothing", async () => {
  const mended = await play((retry) => (retry === 0 ? "hm" : '{"said": "good"}'));
  expect(mended.result.measured).toBe(true);
  const lost = await play(() => "hm");
  expect(lost.asked).toHaveLength(3);
  expect(lost.result).toMatchObject({ measured: false, review: null });
  expect(lost.result.verdict.lines[0]).toMatch(/^NOT_MEASURED: the review cannot be read/);
});
