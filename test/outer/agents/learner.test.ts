import { expect, it } from "vitest";
import { learn, notesText } from "../../../outer/agents/learner.js";
import { fourRounds, trajectoryOf } from "../render/trajectory-fixture.js";
import { script } from "./script.js";

const trajectories = [{ name: "T1", title: "Raft logs", trajectory: trajectoryOf(fourRounds()) }];
const assignment = { batch: 3, trajectories, notes: ["Ask why."] };

it("shows the main agent's model the episodes and the notes as they stand, and returns the new ones", async () => {
  const model = script('{"notes": ["Ask why.", "Keep weights small."]}');
  expect(await learn(model, assignment)).toEqual({ ok: true, value: ["Ask why.", "Keep weights small."] });
  const [call] = model.calls;
  expect(call?.key).toEqual({ scope: "iteration", iteration: 3, seat: "main", ordinal: 0, retry: 0 });
  const user = call?.request.messages[1]?.content ?? "";
  expect(user).toMatch(/^<notes>\n- Ask why\.\n<\/notes>\n\n<episodes>\nT1 \| "Raft logs" \| /);
});

it.each([
  ["prose", "I would ask why."],
  ["too many notes", JSON.stringify({ notes: Array.from({ length: 13 }, (_, at) => `note ${at}`) })],
  ["a note that is an essay", JSON.stringify({ notes: ["x".repeat(301)] })],
  ["an empty note", '{"notes": [" "]}'],
])("asks again after %s, and says what was wrong when it stays so", async (_what, reply) => {
  const repaired = script(reply, '{"notes": ["Ask why."]}');
  expect(await learn(repaired, assignment)).toEqual({ ok: true, value: ["Ask why."] });
  expect(repaired.calls.map(({ key }) => key)).toMatchObject([{ retry: 0 }, { retry: 1 }]);
  const stubborn = script(reply, reply, reply);
  expect(await learn(stubborn, assignment)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/\w/),
  });
});

it("writes a note on one line, so that none can pass for several or for a heading", () => {
  expect(notesText(["Ask\n# why", "b"])).toBe("- Ask # why\n- b");
});
