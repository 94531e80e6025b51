import { describe, expect, it } from "vitest";
import { asDocumentId, asTreeHash } from "../../../foundation/ids.js";
import { EpisodeMeter } from "../../../inner/episode/limits.js";
import { EpisodeHost } from "../../../inner/host/host.js";
import { plainSolvers } from "../../../inner/referee/solver-mode.js";
import { HostRefusal } from "../../../inner/sandbox/sandbox.js";
import { acceptancePresets } from "../../../inner/tasks/cs-research/acceptance.js";
import { csResearch } from "../../../inner/tasks/cs-research/task.js";
import { ProviderError } from "../../../models/provider-error.js";
import { goodDraft, marksReply, passedVerification } from "../../support/cs-example.js";
import { type ScriptedReply, scriptedModel } from "../../support/scripted-model.js";

const document = {
  id: asDocumentId("d".repeat(16)),
  title: "Reclaiming index copies",
  text: "When readers take no lock, an old copy may be dropped only after a grace period.",
  shownCharacters: 80,
  totalCharacters: 80,
};

interface Script {
  weak?: (attempt: number, retry: number) => ScriptedReply;
  weakMet?: number;
  strongMet?: number;
  verifier?: (retry: number) => ScriptedReply;
  judge?: (retry: number) => ScriptedReply | null;
  limits?: { rounds: number; chatCalls: number; tokens: number };
}

function setUp(script: Script = {}) {
  const model = scriptedModel(({ key, request }) => {
    if (key.scope !== "episode") throw new Error("unexpected call");
    switch (key.seat) {
      case "verifier":
        return script.verifier?.(key.retry) ?? passedVerification;
      case "weak":
        return script.weak?.(key.attempt, key.retry) ?? "a weak answer";
      case "strong":
        return "a strong answer";
      case "judge": {
        const special = script.judge?.(key.retry) ?? null;
        if (special !== null) return special;
        const strong = request.messages.some((one) => one.content.includes("a strong answer"));
        return marksReply(strong ? (script.strongMet ?? 7) : (script.weakMet ?? 3));
      }
      default:
        return "hello";
    }
  });
  const host = new EpisodeHost({
    task: csResearch({
      acceptanceName: "deployed",
      acceptance: acceptancePresets.deployed,
      attempts: { weak: 3, strong: 3 },
      gated: true,
      solvers: plainSolvers,
    }),
    model,
    episode: { candidate: asTreeHash("c".repeat(40)), document: document.id, purpose: "train", repeat: 1 },
    document,
    files: new Map([["prompts/quality-verifier.md", "Check it."]]),
    meter: new EpisodeMeter(script.limits ?? { rounds: 8, chatCalls: 50, tokens: 1_000_000 }),
    signal: undefined,
  });
  let ordinal = 0;
  /** Issues a call as a harness does that waits for every reply. */
  const call = (name: Parameters<EpisodeHost["call"]>[0], ...args: unknown[]) => {
    const mine = ordinal++;
    return host.call(name, args, mine, mine);
  };
  return { host, model, call };
}

async function proposeGood(call: ReturnType<typeof setUp>["call"]): Promise<string> {
  const proposal = (await call("propose", goodDraft())) as { accepted: true; example: string };
  expect(proposal.accepted).toBe(true);
  return proposal.example;
}

describe("the host of an episode", () => {
  it("accepts an example that was proposed, verified, and passed both stages", async () => {
    const { host, call } = setUp();
    const example = await proposeGood(call);
    await call("verify", example);
    expect(await call("evaluate", example, "weak")).toMatchObject({ passed: true, mean: 3 / 8 });
    expect(await call("evaluate", example, "strong")).toMatchObject({ passed: true, mean: 7 / 8 });
    await host.settled();
    expect(host.accepted).toBe(example);
    const verdict = host.events.find((event) => event.kind === "verdict");
    expect(verdict).toMatchObject({
      verdict: { decision: "accepted" },
      shadow: { prose: { decision: "accepted" }, blog_strict: { decision: "accepted" } },
    });
  });

  it("never shows the solvers the document, the reference answer or the rubric, nor the judge the reference", async () => {
    const { model, call } = setUp();
    const example = await proposeGood(call);
    await call("verify", example);
    await call("evaluate", example, "weak");
    const textOf = (seat: string) =>
      model.calls
        .filter(({ key }) => key.seat === seat)
        .flatMap(({ request }) => request.messages.map((one) => one.content))
        .join("\n");
    for (const secret of [document.text, goodDraft().reference_answer, "condition number 1"]) {
      expect(textOf("weak")).not.toContain(secret);
    }
    expect(textOf("judge")).not.toContain(goodDraft().reference_answer);
    expect(textOf("judge")).toContain("condition number 1");
    expect(textOf("verifier")).toContain(document.text);
  });

  it("sends each attempt under a key of its own", async () => {
    const { model, call } = setUp();
    const example = await proposeGood(call);
    await call("verify", example);
    await call("evaluate", example, "weak");
    const weak = model.calls.filter(({ key }) => key.seat === "weak");
    expect(weak.map(({ key }) => (key.scope === "episode" ? key.attempt : -1))).toEqual([0, 1, 2]);
  });

  it("refuses strong before weak, evaluation before verification, and repeats", async () => {
    const { call } = setUp();
    const example = await proposeGood(call);
    await expect(call("evaluate", example, "weak")).rejects.toThrow(/not passed verification/);
    await call("verify", example);
    await expect(call("verify", example)).rejects.toThrow(/verified before/);
    await expect(call("evaluate", example, "strong")).rejects.toThrow(/needs its weak stage first/);
    await call("evaluate", example, "weak");
    await expect(call("evaluate", example, "weak")).rejects.toThrow(HostRefusal);
    await expect(call("evaluate", "feedfeedfeedfeed", "weak")).rejects.toThrow(/no example/);
  });

  it("refuses the strong stage of an example whose weak stage failed", async () => {
    const { call, model } = setUp({ weakMet: 8 });
    const example = await proposeGood(call);
    await call("verify", example);
    const report = await call("evaluate", example, "weak");
    expect(report).toMatchObject({ passed: false });
    await expect(call("evaluate", example, "strong")).rejects.toThrow(/verdict/);
    expect(model.calls.some(({ key }) => key.seat === "strong")).toBe(false);
  });

  it("does not let a harness choose models or sampling", async () => {
    const { call, model } = setUp();
    const request = { messages: [{ role: "user", content: "hi" }], temperature: 0 };
    await expect(call("chat", "challenger", request)).rejects.toThrow(/temperature/);
    await expect(call("chat", "weak", { messages: [{ role: "user", content: "hi" }] })).rejects.toThrow(
      /seat/,
    );
    expect(model.calls).toHaveLength(0);
  });

  it("tries a truncated answer again with a larger output budget", async () => {
    const { call, model } = setUp({
      weak: (_, retry) => (retry === 0 ? { text: "half an ans", finish: "length" } : "a whole answer"),
    });
    const example = await proposeGood(call);
    await call("verify", example);
    expect(await call("evaluate", example, "weak")).toMatchObject({ measured: true });
    const again = model.calls.filter(({ key }) => key.seat === "weak" && key.retry === 1);
    expect(again.map(({ outputFactor }) => outputFactor)).toEqual([2, 2, 2]);
    expect(again.map(({ outputUsed }) => outputUsed)).toEqual([512, 512, 512]);
  });

  it("asks a judge again who was cut off, with a larger output budget and no repair turn", async () => {
    const { call, model } = setUp({
      judge: (retry) => (retry < 2 ? { text: '{"marks": [', finish: "length" } : null),
    });
    const example = await proposeGood(call);
    await call("verify", example);
    expect(await call("evaluate", example, "weak")).toMatchObject({ measured: true });
    const judged = model.calls.filter(({ key }) => key.seat === "judge");
    expect(judged.map(({ outputFactor = 1 }) => outputFactor).sort()).toEqual([1, 1, 1, 2, 2, 2, 4, 4, 4]);
    expect(judged.every(({ request }) => request.messages.length === 2)).toBe(true);
  });

  it.each([
    ["stays empty", { text: "", finish: "stop" }, /unjudgeable: .*empty/, 3],
    ["stays truncated", { text: '{"marks"', finish: "length" }, /unjudgeable: .*truncated/, 3],
    ["stays withheld", { text: "", finish: "content_filter" }, /unjudgeable: .*filtered/, 3],
    ["saw a part of its prompt only", { text: "", finish: "context_length" }, /judge's context/, 1],
    ["stays prose", { text: "A fine answer." }, /unjudgeable: .*no complete JSON/, 3],
  ] as const)("gives no score when the judge's reply %s", async (_, reply, trouble, asked) => {
    const { host, call, model } = setUp({ judge: () => reply });
    const example = await proposeGood(call);
    await call("verify", example);
    const report = await call("evaluate", example, "weak");
    expect(report).toMatchObject({ passed: false, measured: false, mean: null });
    const stage = host.events.find((event) => event.kind === "stage");
    for (const attempt of stage?.kind === "stage" ? stage.attempts : []) {
      expect(attempt).toMatchObject({ score: null, marks: [], trouble: expect.stringMatching(trouble) });
    }
    expect(model.calls.filter(({ key }) => key.seat === "judge")).toHaveLength(3 * asked);
    expect(host.events.find((event) => event.kind === "verdict")).toMatchObject({
      verdict: { decision: "rejected", failed: [expect.stringMatching(trouble)] },
    });
  });

  it("does not ask a verifier twice whose context the example does not fit, and says so", async () => {
    const { call, model } = setUp({ verifier: () => ({ text: "", finish: "context_length" }) });
    const report = await call("verify", await proposeGood(call));
    expect(report).toMatchObject({ passed: false, feedback: expect.stringContaining("verifier's context") });
    expect(model.calls.filter(({ key }) => key.seat === "verifier")).toHaveLength(1);
  });

  it.each([
    ["empty", { text: "", finish: "stop" }],
    ["truncated", { text: "half", finish: "length" }],
    ["filtered", { text: "", finish: "content_filter" }],
    ["over context", { text: "", finish: "context_length" }],
  ] as const)("makes an example with a persistently %s attempt unmeasurable, not zero", async (_, reply) => {
    const { host, call } = setUp({ weak: (attempt) => (attempt === 1 ? reply : "fine") });
    const example = await proposeGood(call);
    await call("verify", example);
    const report = await call("evaluate", example, "weak");
    expect(report).toMatchObject({ passed: false, measured: false, mean: null });
    const verdict = host.events.find((event) => event.kind === "verdict");
    expect(verdict).toMatchObject({ verdict: { decision: "rejected" }, shadow: {} });
    expect(JSON.stringify(report)).toContain("NOT_MEASURED");
    const again = {
      ...goodDraft(),
      question: "Which readers must have finished before the copy is dropped?",
    };
    expect(await call("propose", again)).toMatchObject({ accepted: true });
  });

  it("gives an unusable judge a repair turn that says what was wrong", async () => {
    const { call, model } = setUp({ judge: (retry) => (retry === 0 ? marksReply(3, 4) : null) });
    const example = await proposeGood(call);
    await call("verify", example);
    expect(await call("evaluate", example, "weak")).toMatchObject({ measured: true });
    const repairs = model.calls.filter(({ key }) => key.seat === "judge" && key.retry === 1);
    expect(repairs).toHaveLength(3);
    expect(repairs[0]?.request.messages.at(-1)?.content).toMatch(/exactly 11 marks/);
  });

  it("does not read an echoed template as a verdict", async () => {
    const echoed = passedVerification.replaceAll('"PASS"', '"PASS | FAIL"');
    const { call } = setUp({ verifier: () => echoed });
    const example = await proposeGood(call);
    expect(await call("verify", example)).toMatchObject({ passed: false });
  });

  it("lets a provider fault through, so that the episode is inconclusive and nothing is scored", async () => {
    const fault = new ProviderError("timeout", "no answer within 600 s");
    const { host, call } = setUp({ weak: () => fault });
    const example = await proposeGood(call);
    await call("verify", example);
    await expect(call("evaluate", example, "weak")).rejects.toBe(fault);
    expect(host.events.some((event) => event.kind === "stage")).toBe(false);
  });

  it("answers a draft that was proposed before with a finding", async () => {
    const { call } = setUp();
    await proposeGood(call);
    expect(await call("propose", goodDraft())).toMatchObject({
      accepted: false,
      findings: [expect.stringMatching(/proposed before/)],
    });
  });

  it("answers drafts that break the rules with findings, and counts the round", async () => {
    const { call } = setUp({ limits: { rounds: 2, chatCalls: 50, tokens: 1_000_000 } });
    const broken = goodDraft();
    Object.assign(broken.rubric[0] ?? {}, { weight: "+8" });
    expect(await call("propose", broken)).toEqual({
      accepted: false,
      findings: ["rubric[0].weight: a weight must be a JSON number"],
    });
    expect(await call("propose", "{ not json")).toMatchObject({ accepted: false });
    await expect(call("propose", goodDraft())).rejects.toThrow("LIMIT: all 2 rounds used");
  });

  it("refuses calls once the tokens of delivered replies are used up", async () => {
    const { call } = setUp({ limits: { rounds: 8, chatCalls: 50, tokens: 150 } });
    const request = { messages: [{ role: "user", content: "hi" }] };
    await call("chat", "main", request);
    await call("chat", "main", request);
    await expect(call("chat", "main", request)).rejects.toThrow(/LIMIT: all 150 tokens/);
  });

  it("refuses every call after an acceptance was delivered, without asking a model", async () => {
    const { host, call, model } = setUp();
    const example = await proposeGood(call);
    await call("verify", example);
    await call("evaluate", example, "weak");
    await call("evaluate", example, "strong");
    const asked = model.calls.length;
    await expect(call("chat", "main", { messages: [{ role: "user", content: "?" }] })).rejects.toThrow(
      /over/,
    );
    expect(model.calls).toHaveLength(asked);
    expect(host.accepted).toBe(example);
  });

  it("decides by what was delivered, not by what was answered first", async () => {
    const { host } = setUp();
    const proposal = await host.call("propose", [goodDraft()], 0, 0);
    const { example } = proposal as { example: string };
    await host.call("verify", [example], 1, 1);
    const weak = host.call("evaluate", [example, "weak"], 2, 2);
    await weak;
    await expect(host.call("evaluate", [example, "strong"], 3, 2)).rejects.toThrow(/weak stage first/);
    await expect(host.call("evaluate", [example, "strong"], 4, 4)).resolves.toMatchObject({ passed: true });
  });
});
