import { describe, expect, test } from "vitest";
import { fixedEnvironment } from "../../foundation/environment.js";
import { UsageError } from "../../foundation/errors.js";
import { seedOf } from "../../models/call-key.js";
import type { ChatRequest, Seat } from "../../models/chat.js";
import type { SeatConfig } from "../../models/seat-config.js";
import { endpointScene } from "./endpoint-scene.js";
import { chat, json } from "./fixture-server.js";
import { ask, callKey, seating } from "./scene.js";

const scene = endpointScene();

describe("what is sent", () => {
  test("is only what was configured, with the seed of the key", async () => {
    await scene.endpoint().complete(ask("a question"));
    expect(scene.server.seen).toHaveLength(1);
    expect(scene.server.seen[0]).toMatchObject({ method: "POST", path: "/v1/chat/completions" });
    expect(scene.server.seen[0]?.body).toEqual({
      model: "some-model",
      messages: [{ role: "user", content: "a question" }],
      seed: seedOf(7, callKey(0)),
    });
  });

  test("includes sampling, reply format, tools, extra fields and headers as they are", async () => {
    const parameters = { type: "object", properties: { x: { type: "number" } } };
    const request: ChatRequest = {
      messages: [
        { role: "system", content: "be brief" },
        { role: "assistant", content: "", toolCalls: [{ id: "a", name: "verify", arguments: "{" }] },
        { role: "tool", content: "passed", toolCallId: "a" },
      ],
      tools: [{ name: "verify", description: "checks", parameters }],
      format: "json",
    };
    const model = scene.endpoint({
      sampling: { temperature: 0, topP: 0.5, maxTokens: 100 },
      extraBody: { reasoning: { effort: "low" }, prompt_cache_key: "k" },
      extraHeaders: { "x-title": "lab" },
    });
    await model.complete({ key: callKey(0), request, outputFactor: 2 });
    expect(scene.server.seen[0]?.headers["x-title"]).toBe("lab");
    expect(scene.server.seen[0]?.body).toEqual({
      model: "some-model",
      messages: [
        { role: "system", content: "be brief" },
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "a", type: "function", function: { name: "verify", arguments: "{}" } }],
        },
        { role: "tool", content: "passed", tool_call_id: "a" },
      ],
      tools: [{ type: "function", function: { name: "verify", description: "checks", parameters } }],
      response_format: { type: "json_object" },
      seed: seedOf(7, callKey(0)),
      temperature: 0,
      top_p: 0.5,
      max_tokens: 200,
      reasoning: { effort: "low" },
      prompt_cache_key: "k",
    });
  });

  test("carries the key of the seat, and a dummy where none is configured", async () => {
    const seats = seating({ baseUrl: scene.server.baseUrl }, { strong: { apiKeyEnv: "SOME_KEY" } });
    const model = scene.endpoint({}, { seats });
    await model.complete(ask("q", 0, "strong"));
    await model.complete(ask("q", 1, "weak"));
    const keys = scene.server.seen.map(({ headers }) => headers.authorization);
    expect(keys).toEqual(["Bearer sk-very-secret-key", "Bearer none"]);
  });

  test("goes to the fetch given for a base URL instead of the network", async () => {
    const fetch = async () => new Response(JSON.stringify(chat({ content: "from within" })));
    const model = scene.endpoint({ baseUrl: "simulated" }, { fetches: { simulated: fetch } });
    const { reply, provenance } = await model.complete(ask());
    expect(reply.text).toBe("from within");
    expect(provenance.baseUrl).toBe("simulated");
  });
});

describe("what comes back", () => {
  test("is the reply, its usage priced, and where it came from", async () => {
    const price = { inputPerMillion: 1_000_000, outputPerMillion: 2_000_000 };
    expect(await scene.endpoint({ price }).complete(ask())).toEqual({
      reply: { text: "hi", toolCalls: [], finish: "stop", reasoning: null },
      usage: { calls: 1, inputTokens: 12, outputTokens: 7, costUsd: 26 },
      provenance: {
        baseUrl: scene.server.baseUrl,
        answeredBy: "answering-model",
        retries: 0,
        droppedParameters: [],
        startedAt: scene.clock.now(),
        durationMs: 0,
      },
    });
  });

  test("has the cost that the provider reports before the one we compute", async () => {
    const usage = { prompt_tokens: 1, completion_tokens: 1, cost: 0.5 };
    scene.server.behave(json(200, { ...chat({ content: "hi" }), usage }));
    const price = { inputPerMillion: 1, outputPerMillion: 1 };
    expect((await scene.endpoint({ price }).complete(ask())).usage.costUsd).toBe(0.5);
  });

  test("has unknown cost where usage is missing, never zero", async () => {
    scene.server.behave(json(200, { ...chat({ content: "hi" }), usage: null }));
    const price = { inputPerMillion: 1, outputPerMillion: 1 };
    const { usage } = await scene.endpoint({ price }).complete(ask());
    expect(usage).toEqual({ calls: 1, inputTokens: null, outputTokens: null, costUsd: null });
  });

  test("is a reply also when the server labels its JSON as text and pads it with white space", async () => {
    scene.server.behave((_, response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      response.write("\n\n  \n");
      setTimeout(() => response.end(JSON.stringify(chat({ content: "late" }))), 5);
    });
    expect((await scene.endpoint().complete(ask())).reply.text).toBe("late");
  });

  test("is no answer when a long prompt was counted as a short one, which is warned of once", async () => {
    const model = scene.endpoint();
    const { reply, usage } = await model.complete(ask("word ".repeat(20_000), 0));
    await model.complete(ask("word ".repeat(20_000), 1));
    expect(reply).toEqual({ text: "", toolCalls: [], finish: "context_length", reasoning: null });
    expect(usage).toMatchObject({ inputTokens: 12, outputTokens: 7 });
    expect(scene.warnings).toEqual([expect.stringContaining("may be cutting prompts silently")]);
  });

  test("never holds the key of the request, wherever the server repeats it", async () => {
    scene.server.behave((seen, ...rest) => {
      const sent = `${seen.headers.authorization}`;
      const call = { id: "a", function: { name: "verify", arguments: JSON.stringify({ sent }) } };
      const message = { content: sent, reasoning: sent, tool_calls: [call] };
      json(200, { ...chat(message), model: sent }, { "x-sent": sent })(seen, ...rest);
    });
    const completion = await scene.endpoint({ apiKeyEnv: "SOME_KEY" }).complete(ask());
    expect(completion.reply.text).toBe("Bearer [hidden]");
    expect(JSON.stringify(completion)).not.toContain("very-secret");
  });

  test("keeps a word that a server without keys was given for one", async () => {
    scene.server.behave(json(200, chat({ content: "ollama serves it" })));
    const environment = fixedEnvironment({ SOME_KEY: "ollama" });
    const { reply } = await scene.endpoint({ apiKeyEnv: "SOME_KEY" }, { environment }).complete(ask());
    expect(reply.text).toBe("ollama serves it");
  });

  test("stays truncated when the endpoint will not give the larger output budget", async () => {
    const message = "max_tokens is too large: 200. This model supports at most 100 completion tokens.";
    scene.server.behave(json(400, { error: { message, param: "max_tokens", code: "invalid_value" } }));
    const model = scene.endpoint({ sampling: { maxTokens: 100 } });
    const { reply } = await model.complete({ ...ask(), outputFactor: 2 });
    expect(reply).toEqual({ text: "", toolCalls: [], finish: "length", reasoning: null });
    await expect(model.complete(ask())).rejects.toMatchObject({ fault: "refused_request" });
  });

  test("is an over-long context as a finish, at no cost", async () => {
    scene.server.behave(json(400, { error: { message: "x", code: "context_length_exceeded" } }));
    const { reply, usage } = await scene.endpoint().complete(ask());
    expect(reply).toEqual({ text: "", toolCalls: [], finish: "context_length", reasoning: null });
    expect(usage).toEqual({ calls: 1, inputTokens: 0, outputTokens: 0, costUsd: 0 });
  });
});

describe("settings that cannot make a request", () => {
  test.each([
    [{ baseUrl: "localhost:8000" }, "models.judge.base_url"],
    [{ extraBody: { stream: true } }, 'models.judge.extra_body must not set "stream"'],
    [{ timeoutMs: 2 ** 31 }, "models.judge.timeout"],
    [{ concurrency: 0 }, "models.judge.concurrency"],
    [{ extraHeaders: { "bad name": "x" } }, "models.judge.extra_headers"],
  ])("are refused before anything is sent: %j", (judge, complaint) => {
    const seats = seating({ baseUrl: scene.server.baseUrl }, { judge } as Partial<
      Record<Seat, Partial<SeatConfig>>
    >);
    expect(() => scene.endpoint({}, { seats })).toThrow(UsageError);
    expect(() => scene.endpoint({}, { seats })).toThrow(complaint);
  });
});
