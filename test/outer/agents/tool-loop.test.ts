import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { RunStopped } from "../../../foundation/errors.js";
import { agentTool, ToolError } from "../../../outer/agents/agent-tool.js";
import { type AgentJob, runAgent } from "../../../outer/agents/tool-loop.js";
import { script, toolAnswers, toolReply } from "./script.js";

const answerSchema = z.object({ answer: z.number() });

function jobWith(changes: Partial<AgentJob<{ answer: number }>> = {}): AgentJob<{ answer: number }> {
  const double = agentTool("double", "Doubles.", z.strictObject({ value: z.number() }), ({ value }) => {
    if (value < 0) throw new ToolError("value is negative");
    if (value === 0) throw new RangeError("a bug");
    return String(2 * value);
  });
  return {
    seat: "analyzer",
    iteration: 7,
    system: "system",
    user: "user",
    tools: [double],
    reply: answerSchema,
    maxTurns: 5,
    ...changes,
  };
}

describe("runAgent", () => {
  it("carries out tool calls in order and returns the final reply", async () => {
    const model = script(
      toolReply(["double", { value: 2 }], ["double", { value: 5 }]),
      toolReply(["double", { value: 10 }]),
      '{"answer": 20}',
    );
    expect(await runAgent(model, jobWith())).toEqual({ ok: true, value: { answer: 20 } });
    expect(toolAnswers(model, 2)).toEqual(["4", "10", "20"]);
  });

  it("numbers its calls by turn under the iteration and the seat", async () => {
    const model = script(toolReply(["double", { value: 1 }]), '{"answer": 2}');
    await runAgent(model, jobWith());
    expect(model.calls.map(({ key }) => key)).toEqual([
      { scope: "iteration", iteration: 7, seat: "analyzer", ordinal: 0, retry: 0 },
      { scope: "iteration", iteration: 7, seat: "analyzer", ordinal: 1, retry: 0 },
    ]);
  });

  it("sends each request as it was when it was asked, with the tools every time", async () => {
    const model = script(toolReply(["double", { value: 1 }]), '{"answer": 2}');
    await runAgent(model, jobWith());
    expect(model.calls.map(({ request }) => request.messages.map(({ role }) => role))).toEqual([
      ["system", "user"],
      ["system", "user", "assistant", "tool"],
    ]);
    expect(model.calls.map(({ request }) => request.tools?.map(({ name }) => name))).toEqual([
      ["double"],
      ["double"],
    ]);
  });

  it("reads a final reply inside a code fence", async () => {
    const model = script('Here it is:\n```json\n{"answer": 3}\n```');
    expect(await runAgent(model, jobWith())).toEqual({ ok: true, value: { answer: 3 } });
  });

  it.each([
    ["broken JSON", '{"value": ', /^ERROR: the arguments are not valid JSON/],
    ["a wrong type", { value: "two" }, /^ERROR: the arguments do not fit: value: .*number/],
    ["an unknown argument", { value: 2, twice: true }, /^ERROR: the arguments do not fit: .*"twice"/],
    ["a refusal of the tool", { value: -1 }, /^ERROR: value is negative$/],
  ])("answers %s in words and goes on", async (_, args, said) => {
    const model = script(toolReply(["double", args]), '{"answer": 1}');
    expect(await runAgent(model, jobWith())).toEqual({ ok: true, value: { answer: 1 } });
    expect(toolAnswers(model, 1)[0]).toMatch(said);
  });

  it("takes empty arguments for no arguments", async () => {
    const ping = agentTool("ping", "Pings.", z.strictObject({}), () => "pong");
    const model = script(toolReply(["ping", ""]), '{"answer": 1}');
    await runAgent(model, jobWith({ tools: [ping] }));
    expect(toolAnswers(model, 1)).toEqual(["pong"]);
  });

  it("names the tools that there are when an unknown one is called", async () => {
    const model = script(toolReply(["triple", {}]), '{"answer": 1}');
    await runAgent(model, jobWith());
    expect(toolAnswers(model, 1)).toEqual(["ERROR: there is no tool named triple; there are double"]);
  });

  it("lets a bug in a tool through", async () => {
    const model = script(toolReply(["double", { value: 0 }]));
    await expect(runAgent(model, jobWith())).rejects.toThrow(RangeError);
  });

  it("lets through what stops a run", async () => {
    const model = script(new RunStopped("budget reached", "budget"));
    await expect(runAgent(model, jobWith())).rejects.toThrow(RunStopped);
  });

  it("says what was wrong with a final reply and accepts the repaired one", async () => {
    const model = script('{"answer": "three"}', '{"answer": 3}');
    expect(await runAgent(model, jobWith())).toEqual({ ok: true, value: { answer: 3 } });
    const last = model.calls[1]?.request.messages.at(-1);
    expect(last?.role).toBe("user");
    expect(last?.content).toMatch(/answer/);
    expect(model.calls[1]?.key).toMatchObject({ ordinal: 1, retry: 0 });
  });

  it("gives up after a second final reply that does not fit", async () => {
    const model = script("I am done.", "Really.");
    const result = await runAgent(model, jobWith());
    expect(result).toEqual({ ok: false, problem: "the analyzer gave no final reply of the required form" });
    expect(model.calls).toHaveLength(2);
  });

  it("may use tools again after a final reply that did not fit", async () => {
    const model = script("Done.", toolReply(["double", { value: 4 }]), '{"answer": 8}');
    expect(await runAgent(model, jobWith())).toEqual({ ok: true, value: { answer: 8 } });
  });

  it("says when the last turn has come", async () => {
    const call = toolReply(["double", { value: 1 }]);
    const model = script(call, call, '{"answer": 2}');
    expect(await runAgent(model, jobWith({ maxTurns: 3 }))).toMatchObject({ ok: true });
    expect(model.calls[2]?.request.messages.at(-1)?.content).toMatch(/your last turn/);
  });

  it("carries out no call of the last turn, and allows one repair after it", async () => {
    let carriedOut = 0;
    const count = agentTool("count", "Counts.", z.strictObject({}), () => String(++carriedOut));
    const call = toolReply(["count"]);
    const repaired = script(call, call, '{"answer": 2}');
    const job = jobWith({ maxTurns: 2, tools: [count] });
    expect(await runAgent(repaired, job)).toEqual({ ok: true, value: { answer: 2 } });
    expect(carriedOut).toBe(1);
    expect(toolAnswers(repaired, 2)).toEqual(["1", "Not carried out."]);
  });

  it("never asks for more than one reply beyond the turns, and never two user messages in a row", async () => {
    const reply = fc.constantFrom(toolReply(["double", { value: 1 }]), "no JSON", '{"answer": 1}');
    await fc.assert(
      fc.asyncProperty(
        fc.array(reply, { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        async (replies, maxTurns) => {
          const filler = Array.from({ length: 8 }, () => toolReply(["double", { value: 1 }]));
          const model = script(...replies, ...filler);
          await runAgent(model, jobWith({ maxTurns }));
          expect(model.calls.length).toBeLessThanOrEqual(maxTurns + 1);
          for (const { request } of model.calls) {
            const roles = request.messages.map(({ role }) => role).join(" ");
            expect(roles).not.toContain("user user");
            expect(roles).not.toContain("assistant assistant");
          }
        },
      ),
    );
  });
});

describe("an unusable reply", () => {
  it.each([
    ["truncated", { text: '{"answer": ', finish: "length" as const }],
    ["empty", { text: "  " }],
  ])("that is %s is asked for once more with twice the output budget", async (_, unusable) => {
    const model = script(unusable, '{"answer": 1}');
    expect(await runAgent(model, jobWith())).toEqual({ ok: true, value: { answer: 1 } });
    expect(model.calls[1]).toMatchObject({ key: { ordinal: 0, retry: 1 }, outputFactor: 2 });
    expect(model.calls[1]?.request).toEqual(model.calls[0]?.request);
  });

  it("that stays truncated is a problem", async () => {
    const cut = { text: "{", finish: "length" as const };
    const result = await runAgent(script(cut, cut), jobWith());
    expect(result).toEqual({
      ok: false,
      problem: "the analyzer's reply stayed cut off at the output limit (turn 1)",
    });
  });

  it.each([["content_filter"], ["context_length"]] as const)("by %s is a problem at once", async (finish) => {
    const model = script({ finish });
    expect(await runAgent(model, jobWith())).toMatchObject({ ok: false });
    expect(model.calls).toHaveLength(1);
  });
});
