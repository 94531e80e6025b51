import { afterAll, beforeAll, expect, test } from "vitest";
import { createSandbox } from "../../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../../inner/sandbox/sandbox.js";
import type { Suitability } from "../../../inner/tasks/task.js";
import { harnessOf, kindsOf, notesOf, playEpisode } from "./episode-scene.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const suitability: Suitability = {
  request: ({ title }) => ({ messages: [{ role: "user", content: `Can "${title}" be used?` }] }),
  read: (text) =>
    text === "yes" || text === "no"
      ? { ok: true, value: { suitable: text === "yes", reason: text === "yes" ? "a rule" : "a calendar" } }
      : { ok: false, problem: "Say yes or no." },
};

const askToSkip = `
  const { skipped, finding } = await host.skip("I find nothing in it");
  host.note([skipped, finding].join());
  await host.propose(draft).catch((error) => host.note(error.message));`;

const play = (said: string, body = askToSkip, task: { suitability?: Suitability } = { suitability }) =>
  playEpisode(sandbox, harnessOf(body), { task, replies: { judge: () => said } });

test("a document that the host finds unsuitable too is skipped, and the episode is over", async () => {
  const { trajectory, model } = await play("no");
  expect(trajectory.observation).toMatchObject({
    outcome: "skipped",
    reason: "the document does not suit: a calendar",
  });
  expect(trajectory.events[0]).toMatchObject({
    kind: "skip",
    reason: "I find nothing in it",
    confirmed: true,
    finding: "a calendar",
  });
  expect(notesOf(trajectory)).toEqual(["true,a calendar", expect.stringMatching(/the document was skipped/)]);
  const [asked] = model.calls;
  expect(JSON.stringify(asked?.request)).not.toContain("I find nothing in it");
});

test.each([
  ["that the host can use", "yes", "false,a rule"],
  [
    "on which the host's finding cannot be read",
    "perhaps",
    "false,the finding cannot be read: Say yes or no.",
  ],
])("a document %s is not skipped, and the episode goes on", async (_, said, note) => {
  const { trajectory } = await play(said);
  expect(trajectory.observation.outcome).toBe("gave_up");
  expect(kindsOf(trajectory)).toEqual(["skip", "note", "proposed", "ended"]);
  expect(notesOf(trajectory)).toEqual([note]);
});

test("the question is put once, and in tasks that skip nothing not at all", async () => {
  const twice = `await host.skip("a"); await host.skip("b").catch((error) => host.note(error.message));`;
  expect(notesOf((await play("yes", twice)).trajectory)).toEqual(["skip: it was asked before"]);
  const once = `await host.skip("a").catch((error) => host.note(error.message));`;
  expect(notesOf((await play("no", once, {})).trajectory)).toEqual([
    "skip: the task cs-research skips no document",
  ]);
});
