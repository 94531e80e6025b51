import { expect, test } from "vitest";
import { keepingRoom } from "../../experiments/disk-room.js";
import { RunStopped } from "../../foundation/errors.js";
import type { ModelCall } from "../../models/model.js";
import { scriptedModel } from "../support/scripted-model.js";

const call: ModelCall = {
  key: { scope: "iteration", iteration: 1, seat: "analyzer", ordinal: 0, retry: 0 },
  request: { messages: [{ role: "user", content: "Why?" }], tools: [], format: "text" },
};

test("a nearly full disk stops what would be asked, and lets home what is under way", async () => {
  let free = 1e9;
  let answer = () => {};
  const answered = new Promise<string>((resolve) => {
    answer = () => resolve("because");
  });
  const below = scriptedModel(() => answered);
  const model = keepingRoom(below, "/data/run", () => free);
  const underWay = model.complete(call);
  free = 1e6;
  const stopped = await model.complete(call).catch((error: unknown) => error);
  expect(stopped).toBeInstanceOf(RunStopped);
  expect(stopped).toMatchObject({
    cause_: "disk",
    message: expect.stringMatching(/\/data\/run is nearly full/),
  });
  answer();
  expect((await underWay).reply.text).toBe("because");
  expect(below.calls).toHaveLength(1);
});
