import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandbox } from "../../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../../inner/sandbox/sandbox.js";
import type { ModelCall } from "../../../models/model.js";
import { type EpisodeOptions, harnessOf, notesOf, playEpisode } from "./episode-scene.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const play = (body: string, options: EpisodeOptions) => playEpisode(sandbox, harnessOf(body), options);

/** A harness that takes examples with these questions, one after the other, as far as they come. */
const tryQuestions = (questions: readonly string[]) => `
  for (const question of [${questions.join()}]) {
    const proposal = await host.propose({ ...draft, question });
    if (!proposal.accepted) throw new Error(proposal.findings.join());
    await host.verify(proposal.example);
    const weak = await host.evaluate(proposal.example, "weak");
    host.note(weak.lines.join());
    if (weak.passed) await host.evaluate(proposal.example, "strong");
  }`;

describe("an answer that cannot be measured", () => {
  it.each([
    ["truncated", { text: "half", finish: "length" }],
    ["empty", { text: "", finish: "stop" }],
    ["withheld", { text: "", finish: "content_filter" }],
    ["given to a part of the prompt", { text: "", finish: "context_length" }],
  ] as const)(
    "because it stays %s costs its example, not the episode, which goes on and counts",
    async (_, reply) => {
      let asked = 0;
      const unusableAtFirst = ({ key }: ModelCall) => {
        asked += key.retry === 0 ? 1 : 0;
        return asked <= 3 ? reply : "a weak answer";
      };
      const { trajectory } = await play(
        tryQuestions(["draft.question", '"What changes if every reader announces itself?"']),
        { replies: { weak: unusableAtFirst } },
      );
      expect(trajectory.observation).toMatchObject({ outcome: "accepted", rounds: 2 });
      expect(notesOf(trajectory)).toEqual([expect.stringMatching(/^NOT_MEASURED: weak/), "WEAK_PASSED"]);
    },
  );

  it("never makes an episode inconclusive: one without a measurable example has failed to make one", async () => {
    const { trajectory } = await play(tryQuestions(["draft.question"]), {
      replies: { weak: () => ({ text: "", finish: "length" }) },
    });
    expect(trajectory.observation.outcome).toBe("gave_up");
  });
});
