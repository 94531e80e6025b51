import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulatedCsResearch } from "../../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import { seats } from "../../../models/chat.js";
import { createSimulatedModels } from "../../../models/simulated/simulated-models.js";
import { smokeDocument } from "../../../models/simulated/smoke-document.js";

const models = createSimulatedModels({ documents: [smokeDocument], task: simulatedCsResearch });
const challenge = {
  model: "simulated-challenger",
  seed: 3,
  messages: [
    { role: "system", content: "Write an example." },
    { role: "user", content: `<document>\n${smokeDocument.title}\n\n${smokeDocument.text}\n</document>` },
  ],
};

interface Completion {
  model: string;
  system_fingerprint: string;
  choices: { finish_reason: string; message: { content: string | null } }[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}
const complete = (body: unknown) => {
  const { status, body: answer } = models.respond(body);
  expect(status).toBe(200);
  return answer as Completion;
};

describe("simulated models on the wire", () => {
  it("have one model for each seat", () => {
    expect(models.names).toEqual(expect.arrayContaining(seats.map((seat) => `simulated-${seat}`)));
    expect(models.names).toHaveLength(seats.length);
  });

  it("echo the model, label themselves, and count tokens by characters", () => {
    const { model, system_fingerprint, usage, choices } = complete(challenge);
    expect(model).toBe("simulated-challenger");
    expect(system_fingerprint).toBe("simulated");
    expect(usage.prompt_tokens).toBeGreaterThan(smokeDocument.text.length / 4);
    expect(usage.completion_tokens).toBe(Math.ceil((choices[0]?.message.content ?? "").length / 4));
    expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
  });

  it("answer equal requests equally, and other seeds differently", () => {
    expect(models.respond(structuredClone(challenge))).toEqual(models.respond(challenge));
    const other = createSimulatedModels({ documents: [smokeDocument], task: simulatedCsResearch });
    expect(other.respond(challenge)).toEqual(models.respond(challenge));
    const replies = new Set(
      [1, 2, 3, 4].map((seed) => JSON.stringify(models.respond({ ...challenge, seed }))),
    );
    expect(replies.size).toBe(4);
  });

  it("cut a reply at the output budget and say so", () => {
    const { choices, usage } = complete({ ...challenge, max_tokens: 20 });
    expect(choices[0]?.finish_reason).toBe("length");
    expect(choices[0]?.message.content).toHaveLength(80);
    expect(usage.completion_tokens).toBe(20);
  });

  it("take content in parts and the developer role", () => {
    const [system, user] = challenge.messages;
    const parts = [
      { role: "developer", content: [{ type: "text", text: system?.content }] },
      { role: "user", content: [{ type: "text", text: user?.content }] },
    ];
    expect(complete({ ...challenge, messages: parts }).choices).toEqual(complete(challenge).choices);
  });

  it.each([
    ["an unknown model", { ...challenge, model: "gpt-unknown" }, 404, "model_not_found"],
    ["streaming", { ...challenge, stream: true }, 400, "invalid_request"],
    ["no messages", { ...challenge, messages: [] }, 400, "invalid_request"],
    ["no object", "hello", 400, "invalid_request"],
  ])("refuse %s in the form of OpenAI's errors", (_what, body, status, code) => {
    const answer = models.respond(body);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error: { code, message: expect.stringMatching(/\w/) } });
  });

  it("never throw, whatever any seat is sent", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "<document>\n",
        "\n</document>",
        "<rubric>\n[{]\n</rubric>",
        "1. [positive] x",
        "Round 1\n",
      ),
    );
    const message = fc.oneof(
      fc.record({ role: fc.constantFrom("system", "user", "assistant"), content: text }),
      fc.record({ role: fc.constant("tool"), content: text, tool_call_id: fc.constantFrom("a", "b") }),
      fc.record({
        role: fc.constant("assistant"),
        content: fc.constant(null),
        tool_calls: fc.tuple(
          fc.record({
            id: fc.constantFrom("a", "b"),
            type: fc.constant("function"),
            function: fc.record({
              name: fc.constantFrom("list_files", "read_file", "list_trajectories", "challenge"),
              arguments: text,
            }),
          }),
        ),
      }),
    );
    const body = fc.record({
      model: fc.constantFrom(...models.names),
      messages: fc.array(message, { minLength: 1, maxLength: 5 }),
      tools: fc.option(
        fc.constant([
          { type: "function", function: { name: "list_files" } },
          { type: "function", function: { name: "list_trajectories" } },
        ]),
      ),
    });
    fc.assert(fc.property(body, (sent) => models.respond(sent).status === 200));
    fc.assert(fc.property(fc.anything(), (sent) => models.respond(sent).status === 400));
  });
});
