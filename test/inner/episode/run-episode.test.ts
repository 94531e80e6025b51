import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RunStopped } from "../../../foundation/errors.js";
import type { EpisodeLimits } from "../../../inner/episode/limits.js";
import { lostToProvider } from "../../../inner/episode/run-episode.js";
import { createSandbox } from "../../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../../inner/sandbox/sandbox.js";
import { ProviderError } from "../../../models/provider-error.js";
import { marksReply } from "../../support/cs-example.js";
import { roomy } from "../sandbox/programs.js";
import {
  document,
  type EpisodeOptions,
  harnessOf,
  kindsOf,
  notesOf,
  playEpisode,
  type Replies,
} from "./episode-scene.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const play = (body: string, options: EpisodeOptions = {}) => playEpisode(sandbox, harnessOf(body), options);

/** Leads to an accepted example; `example` stays in scope. */
const toAcceptance = `
  const proposal = await host.propose(draft);
  if (!proposal.accepted) throw new Error(proposal.findings.join());
  const { example } = proposal;
  await host.verify(example);
  await host.evaluate(example, "weak");
  await host.evaluate(example, "strong");`;

describe("an episode", () => {
  it("is accepted when the referee accepted an example, whatever the workflow returns", async () => {
    const { trajectory, model } = await play(`${toAcceptance} return "I failed";`);
    expect(trajectory.observation).toMatchObject({
      ticket: 17,
      candidate: "c".repeat(40),
      document: document.id,
      split: "train",
      purpose: "train",
      repeat: 2,
      outcome: "accepted",
      rounds: 1,
    });
    expect(trajectory.observation.cost.calls).toBe(model.calls.length);
    expect(kindsOf(trajectory)).toEqual(["proposed", "verified", "stage", "stage", "verdict", "ended"]);
    const { outcome, reason } = trajectory.observation;
    expect(trajectory.events.at(-1)).toEqual({ kind: "ended", outcome, reason });
  });

  it.each<[string, string, Partial<EpisodeLimits>, RegExp]>([
    ["rounds", "await host.propose({});", { rounds: 3 }, /^all 3 rounds used$/],
    ["challenger calls", 'await host.chat("challenger", ask("?"));', { rounds: 2 }, /^all 2 rounds used$/],
    ["chat calls", 'await host.chat("main", ask("?"));', { chatCalls: 5 }, /^all 5 chat calls used$/],
    ["tokens", 'await host.chat("main", ask("?"));', { tokens: 300 }, /^all 300 tokens used$/],
  ])("is exhausted once its %s are used up", async (_, body, limits, reason) => {
    const { trajectory } = await play(`for (;;) { ${body} }`, {
      limits: { rounds: 4, chatCalls: 40, tokens: 1_000_000, ...limits },
    });
    expect(trajectory.observation.outcome).toBe("exhausted");
    expect(trajectory.observation.reason).toMatch(reason);
    expect(kindsOf(trajectory)).toContain("refused");
  });

  it("is exhausted also when the workflow returns after its last round", async () => {
    const body = "for (let round = 0; round < host.rounds; round++) await host.propose({});";
    const { trajectory } = await play(body);
    expect(trajectory.observation).toMatchObject({ outcome: "exhausted", rounds: 4 });
  });

  it("gave up when the workflow returns with rounds left", async () => {
    const { trajectory } = await play("await host.propose({});");
    expect(trajectory.observation).toMatchObject({
      outcome: "gave_up",
      reason: "the workflow returned after 1 rounds",
    });
  });

  it.each([
    ["throws", 'throw new Error("no idea left");', {}, /no idea left/],
    ["throws nothing in particular", "throw undefined;", {}, /undefined/],
    ["loops", "for (;;) {}", { ticks: 50 }, /^ticks limit: /],
    [
      "exhausts its memory",
      "const all: string[] = []; for (;;) all.push('x'.repeat(100_000) + all.length);",
      { memoryBytes: 8 * 1024 * 1024 },
      /^memory limit: /,
    ],
    ["calls without end", 'for (;;) host.note("again");', { hostCalls: 20 }, /^host_calls limit: /],
    [
      "sends without end",
      'for (;;) host.note("x".repeat(1000));',
      { outputCharacters: 10_000 },
      /^output limit: /,
    ],
    ["waits for nothing", "await new Promise(() => {});", {}, /waits for a promise/],
  ])("counts as a failure of a harness that %s", async (_, body, sandboxLimits, reason) => {
    const { trajectory } = await play(body, { sandboxLimits: { ...roomy, ...sandboxLimits } });
    expect(trajectory.observation.outcome).toBe("harness_failed");
    expect(trajectory.observation.reason).toMatch(reason);
  });

  it("says where the code of a failing harness threw", async () => {
    const { trajectory } = await play("const none = JSON.parse('null'); return none.question;");
    expect(trajectory.observation.reason).toMatch(/question[\s\S]*workflow/);
  });

  it.each([
    ["no workflow.ts", new Map([["prompts/challenger.md", "Ask."]]), /no workflow\.ts/],
    ["a syntax error", new Map([["workflow.ts", "export default async function ("]]), /^workflow\.ts:1: /],
    ["no default export", new Map([["workflow.ts", "export const workflow = 1;"]]), /no default export/],
    ["a default export that is no function", new Map([["workflow.ts", "export default 7;"]]), /function/],
    [
      "an import of something else",
      new Map([["workflow.ts", 'import fs from "node:fs"; export default async () => fs;']]),
      /cannot import "node:fs"/,
    ],
  ])("counts as a failure of a harness with %s, and no model is asked", async (_, files, reason) => {
    const { trajectory, model } = await playEpisode(sandbox, files);
    expect(trajectory.observation).toMatchObject({ outcome: "harness_failed", rounds: 0 });
    expect(trajectory.observation.reason).toMatch(reason);
    expect(model.calls).toHaveLength(0);
  });

  it.each([
    ["a number", "return 42;"],
    ["an accepted example", 'return { outcome: "accepted", example: "feedfeedfeedfeed" };'],
    ["success in a note", 'host.note("outcome: accepted"); host.note("STRONG_PASSED ACCEPTED");'],
  ])("is not accepted for a claim: %s", async (_, body) => {
    const { trajectory } = await play(body);
    expect(trajectory.observation.outcome).toBe("gave_up");
  });

  it("is not accepted when the host object was dressed up", async () => {
    const { trajectory } = await play(`
      const proposal = await host.propose(draft);
      const fake = { ...host, evaluate: async () => ({ passed: true, lines: ["ACCEPTED"] }) };
      if (proposal.accepted) host.note(JSON.stringify(await fake.evaluate()));`);
    expect(trajectory.observation.outcome).toBe("gave_up");
  });
});

describe("trouble that is not the harness's", () => {
  it("leaves an episode inconclusive when the provider cannot answer", async () => {
    const replies: Replies = { weak: () => new ProviderError("timeout", "no answer within 600 s") };
    const { trajectory } = await play(`try { ${toAcceptance} } catch { return; }`, { replies });
    expect(trajectory.observation).toMatchObject({
      outcome: "inconclusive",
      reason: "provider fault, timeout: no answer within 600 s",
    });
    expect(lostToProvider(trajectory.observation)).toBe(true);
    expect(kindsOf(trajectory)).not.toContain("stage");
  });

  it("lets what stops the run pass through, once nothing of the episode is under way", async () => {
    const stopped = new RunStopped("the budget is reached", "budget");
    let answered = 0;
    const replies: Replies = {
      weak: async ({ key }) => {
        if (key.scope === "episode" && key.attempt === 0) return stopped;
        await soon(20);
        answered += 1;
        return "late";
      },
    };
    await expect(play(toAcceptance, { replies })).rejects.toBe(stopped);
    expect(answered).toBe(2);
  });

  it("rejects with the reason of its signal", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const replies: Replies = {
      main: () => {
        controller.abort(reason);
        return "never heard";
      },
    };
    const playing = play('await host.chat("main", ask("?"));', { replies, signal: controller.signal });
    await expect(playing).rejects.toBe(reason);
  });

  it("leaves an episode inconclusive at the backstop of this machine, which is not the provider's", async () => {
    const { trajectory } = await play("for (;;) {}", {
      sandboxLimits: { ...roomy, ticks: 1_000_000_000, wallClockMs: 50 },
    });
    expect(trajectory.observation.outcome).toBe("inconclusive");
    expect(lostToProvider(trajectory.observation)).toBe(false);
  });

  it("gives a request that the endpoint refuses back to the harness that wrote it", async () => {
    const replies: Replies = { main: () => new ProviderError("refused_request", "too many messages") };
    const { trajectory } = await play(
      'try { await host.chat("main", ask("?")); } catch (error) { host.note(String(error)); }',
      { replies },
    );
    expect(trajectory.observation.outcome).toBe("gave_up");
    expect(notesOf(trajectory).join()).toMatch(/refused this request: too many messages/);
  });
});

describe("calls that run side by side", () => {
  const both = `
    const replies = await Promise.all([host.chat("main", ask("first")), host.chat("challenger", ask("second"))]);
    host.note(replies.map((reply) => reply.text).join(" "));
    const order: string[] = [];
    const noted = (name: string) => () => { order.push(name); };
    const a = host.chat("main", ask("third")).then(noted("third"));
    const b = host.chat("main", ask("fourth")).then(noted("fourth"));
    await Promise.all([b, a]);
    host.note(order.join(" "));`;
  const answering = (delay: (ordinal: number) => number): Replies => {
    const answer: Replies["main"] = async ({ key, request }) => {
      await soon(delay(key.ordinal));
      return `re: ${request.messages[0]?.content}`;
    };
    return { main: answer, challenger: answer };
  };

  it("give the same events whichever is answered first", async () => {
    const forwards = await play(both, { replies: answering((ordinal) => (ordinal % 2) * 30) });
    const backwards = await play(both, { replies: answering((ordinal) => ((ordinal + 1) % 2) * 30) });
    expect(notesOf(forwards.trajectory)).toEqual(["re: first re: second", "third fourth"]);
    expect(backwards.trajectory.events).toEqual(forwards.trajectory.events);
    expect(backwards.trajectory.observation.ticks).toBe(forwards.trajectory.observation.ticks);
  });

  it("are recorded and paid for when the workflow ends without waiting for them", async () => {
    const { trajectory, model } = await play(
      `const first = host.chat("main", ask("first"));
       void host.chat("main", ask("second"));
       await first;`,
      { replies: answering((ordinal) => ordinal * 30) },
    );
    expect(kindsOf(trajectory)).toEqual(["chat", "chat", "ended"]);
    expect(trajectory.observation.cost.calls).toBe(2);
    expect(model.calls).toHaveLength(2);
  });

  it("count for acceptance when the workflow ends without waiting for the last stage", async () => {
    const { trajectory } = await play(`
      const proposal = await host.propose(draft);
      if (!proposal.accepted) return;
      await host.verify(proposal.example);
      await host.evaluate(proposal.example, "weak");
      const last = host.chat("main", ask("anything else?"));
      void host.evaluate(proposal.example, "strong");
      await last;`);
    expect(trajectory.observation.outcome).toBe("accepted");
  });
});

describe("after an acceptance", () => {
  it("nothing more is asked, and the workflow's end does not matter", async () => {
    const reached = await play(toAcceptance);
    const { trajectory, model } = await play(`${toAcceptance}
      const refusals: string[] = [];
      const heard = (error: unknown) => { refusals.push(String(error)); };
      await host.chat("main", ask("another?")).catch(heard);
      await host.propose({ ...draft, question: "And what would a second question ask for?" }).catch(heard);
      await host.verify(example).catch(heard);
      host.note(refusals.join(" | "));
      throw new Error("and now?");`);
    expect(trajectory.observation.outcome).toBe("accepted");
    expect(model.calls).toHaveLength(reached.model.calls.length);
    expect(kindsOf(trajectory).filter((kind) => kind === "refused")).toHaveLength(3);
    expect(notesOf(trajectory).join()).toMatch(/LIMIT: .*\| .*LIMIT: .*\| .*LIMIT: /);
  });

  it("a loop without end does not undo it", async () => {
    const { trajectory } = await play(`${toAcceptance} for (;;) {}`, {
      sandboxLimits: { ...roomy, ticks: 500 },
    });
    expect(trajectory.observation.outcome).toBe("accepted");
  });
});

describe("a rejected example", () => {
  it("leaves room for another one, under the same limits", async () => {
    let judged = 0;
    const { trajectory } = await play(
      `for (const question of [draft.question, "What changes if every reader announces itself?"]) {
         const proposal = await host.propose({ ...draft, question });
         if (!proposal.accepted) throw new Error(proposal.findings.join());
         await host.verify(proposal.example);
         const weak = await host.evaluate(proposal.example, "weak");
         if (!weak.passed) continue;
         await host.evaluate(proposal.example, "strong");
       }`,
      {
        replies: {
          judge: () => {
            judged += 1;
            return marksReply(judged <= 3 ? 8 : judged <= 6 ? 3 : 7);
          },
        },
      },
    );
    const verdicts = trajectory.events.flatMap((event) =>
      event.kind === "verdict" ? [event.verdict.decision] : [],
    );
    expect(verdicts).toEqual(["rejected", "accepted"]);
    expect(trajectory.observation).toMatchObject({ outcome: "accepted", rounds: 2 });
  });
});

function soon(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
