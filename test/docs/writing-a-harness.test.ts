import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createSandbox } from "../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../inner/sandbox/sandbox.js";
import { checkHarness } from "../../outer/guard/guard.js";
import { createTypeCheck } from "../../outer/guard/type-check.js";
import { baselineFiles, type Fate, playing, userMessages } from "../harness-baseline/baseline-scene.js";
import { playEpisode } from "../inner/episode/episode-scene.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const page = readFileSync("docs/writing-a-harness.md", "utf8");
const workflow = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
const baseline = baselineFiles("cs-research");
const prompts = [...baseline].filter(([path]) => path.startsWith("prompts/"));
const files = new Map([["workflow.ts", workflow], ...prompts]);

const play = (fates: readonly Fate[]) =>
  playEpisode(sandbox, files, {
    replies: playing(fates),
    limits: { rounds: fates.length, chatCalls: 80, tokens: 1_000_000 },
  });

it("the small workflow passes the guard's checks, types included", async () => {
  const typeCheck = createTypeCheck();
  expect(await checkHarness(baseline, files, { edits: "all", typeCheck })).toEqual([]);
});

it("the small workflow goes on after failures, says what failed, and stops at an accepted example", async () => {
  const scene = await play(["refused", "leaking", "too easy", "accepted", "accepted"]);
  expect(scene.trajectory.observation).toMatchObject({ outcome: "accepted", rounds: 4 });
  const told = userMessages(scene, "challenger").map((message) => message.split("\n\n").at(-1));
  expect(told[1]).toMatch(/^The last draft was refused: /);
  expect(told[2]).toBe("Take the answer out.");
  expect(told[3]).toMatch(/^WEAK_FAILED: TOO EASY/);
});
