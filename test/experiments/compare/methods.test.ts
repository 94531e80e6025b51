import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { methodHarness, methods, roundsOf } from "../../../experiments/compare/methods.js";
import { createSandbox } from "../../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../../inner/sandbox/sandbox.js";
import { createTypeCheck } from "../../../outer/guard/type-check.js";
import { type EpisodeOptions, kindsOf, playEpisode } from "../../inner/episode/episode-scene.js";
import { baselineHarness } from "../../outer/guard/baseline-harness.js";
import { goodDraft } from "../../support/cs-example.js";
import { projectFolder } from "../small-experiment.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const baseline = baselineHarness("cs-research");
const harnessOf = (method: (typeof methods)[number]) =>
  methodHarness(method, "cs-research", { projectFolder, baseline });
const play = (method: (typeof methods)[number], options: EpisodeOptions = {}) =>
  playEpisode(sandbox, harnessOf(method), {
    limits: { rounds: roundsOf(method), chatCalls: 20, tokens: 1_000_000 },
    ...options,
  });

describe.each(methods)("the method %s", (method) => {
  it("is a harness that type-checks, with the verifier of candidate zero", async () => {
    const files = harnessOf(method);
    expect(await createTypeCheck()(files)).toEqual([]);
    expect(files.get("prompts/quality-verifier.md")).toBe(baseline.get("prompts/quality-verifier.md"));
  });

  it("asks the challenger once, verifies and evaluates what comes of it, and proposes nothing more", async () => {
    const { trajectory, model } = await play(method);
    expect(trajectory.observation).toMatchObject({ outcome: "accepted", rounds: 1 });
    expect(kindsOf(trajectory).filter((kind) => kind === "proposed" || kind === "chat")).toHaveLength(2);
    const refused = await play(method, { replies: { challenger: () => "no example" } });
    expect(kindsOf(refused.trajectory)).toEqual(["chat", "findings", "ended"]);
    expect(JSON.stringify(model.calls[0]?.request)).toContain("criterion");
  });
});

it("self-instruct shows a few examples, grounded-self-instruct one passage of a long document", async () => {
  const few = await play("self-instruct");
  expect(JSON.stringify(few.model.calls[0]?.request)).toContain("<examples>");
  const text = Array.from({ length: 30 }, (_, index) => `Paragraph ${index}. ${"word ".repeat(60)}`).join(
    "\n\n",
  );
  const grounded = await play("grounded-self-instruct", { text });
  const shown = grounded.model.calls[0]?.request.messages.at(-1)?.content ?? "";
  expect(shown.length).toBeLessThan(2800);
  expect(shown.match(/Paragraph \d+/g)?.length).toBeGreaterThan(3);
});

it("self-challenging lets the challenger search and read, and has it write without tools in its last turn", async () => {
  const text = ["Locks are slow.", "Readers take no lock.", "A grace period ends."].join("\n\n");
  const asking = (name: string, args: object) => ({
    ...{ text: "", finish: "tool_calls" as const },
    toolCalls: [{ id: `call-${name}`, name, arguments: JSON.stringify(args) }],
  });
  const turns = [
    asking("search", { words: "LOCK readers" }),
    asking("read", { number: 3 }),
    asking("search", {}),
  ];
  let turn = 0;
  const { trajectory, model } = await play("self-challenging", {
    text,
    replies: {
      challenger: () => turns[turn++] ?? (turn > 5 ? JSON.stringify(goodDraft()) : asking("read", {})),
    },
  });
  expect(trajectory.observation.outcome).toBe("accepted");
  const asked = model.calls.filter(({ key }) => key.seat === "challenger").map(({ request }) => request);
  expect(asked.map(({ tools }) => tools?.length ?? 0)).toEqual([2, 2, 2, 2, 2, 0]);
  const told = asked
    .at(-1)
    ?.messages.filter(({ role }) => role === "tool")
    .map(({ content }) => content);
  expect(told).toEqual([
    "2. Readers take no lock.",
    "2. Readers take no lock.\n\n3. A grace period ends.",
    ...["nothing there", "nothing there", "nothing there"],
  ]);
});

it("says so of a task that gives methods nothing to go by", () => {
  expect(() => methodHarness("self-instruct", "riddles", { projectFolder, baseline })).toThrow(
    /the task riddles has no folder baseline\//,
  );
});
