import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { fixedEnvironment } from "../../foundation/environment.js";
import { type ChatRequest, replyCondition } from "../../models/chat.js";
import { readJsonReply } from "../../models/json-reply.js";
import type { Completion, ModelCall } from "../../models/model.js";
import { openaiEndpoint } from "../../models/openai-endpoint.js";
import { stopFor } from "../../models/pacing/lasting-fault.js";
import { ProviderError } from "../../models/provider-error.js";
import { type FaultName, faultKinds } from "../fault-server/catalogue.js";
import { FaultServer } from "../fault-server/fault-server.js";
import { servedModel, servedText } from "../fault-server/served-model.js";
import { type FakeClock, fakeClock, until } from "./fake-clock.js";
import { callKey, seating } from "./scene.js";

const thoughts = "First the question, then the answer.";
const verdict = z.object({ verdict: z.string() });

/** What a fault must be taken for: a fault of the provider, or a reply with its condition. */
type Named =
  | { readonly fault: string; readonly retryAfterMs?: number; readonly stops?: "quota" | "provider" }
  | { readonly condition: string; readonly text?: string; readonly [what: string]: unknown };

const right = { condition: "usable", text: servedText };
const tooLong = { condition: "over_context", text: "", inputTokens: 0 };

const named: Readonly<Record<FaultName, Named>> = {
  rate_limit_ms: { fault: "rate_limit", retryAfterMs: 1500 },
  rate_limit_seconds: { fault: "rate_limit", retryAfterMs: 7000 },
  rate_limit_date: { fault: "rate_limit", retryAfterMs: 20_000 },
  rate_limit_long: { fault: "rate_limit", retryAfterMs: 120_000 },
  quota: { fault: "quota", stops: "quota" },
  server_500: { fault: "server" },
  server_502: { fault: "server" },
  server_503: { fault: "server" },
  reset_before: { fault: "connection" },
  reset_body: { fault: "connection" },
  slow: right,
  silent: { fault: "timeout" },
  error_object: { fault: "server" },
  error_finish: { fault: "server" },
  error_text: { fault: "malformed" },
  error_late: { fault: "server" },
  empty_length: { condition: "truncated", text: "", reasoning: "Let me see." },
  empty_stop: { condition: "empty", text: "" },
  truncated: { condition: "truncated", text: servedText.slice(0, servedText.length >> 1) },
  filtered: { condition: "filtered", text: "" },
  prompt_cut: { condition: "over_context", text: "", inputTokens: 512, outputTokens: 30 },
  prompt_beginning_cut: right,
  finish_wrong: { condition: "usable", text: servedText.slice(0, 8) },
  limit_ignored: right,
  usage_missing: { ...right, inputTokens: null, outputTokens: null, costUsd: null },
  reasoning_content: { ...right, reasoning: thoughts },
  reasoning_field: { ...right, reasoning: thoughts },
  reasoning_think: { ...right, reasoning: thoughts },
  refused_temperature: { ...right, dropped: ["temperature"] },
  refused_max_tokens: { ...right, dropped: ["max_tokens (sent as max_completion_tokens)"] },
  refused_response_format: { ...right, dropped: ["response_format"] },
  refused_seed: { ...right, dropped: ["seed"] },
  model_unknown: { fault: "refused_request", stops: "provider" },
  context_code: tooLong,
  context_no_room: tooLong,
  context_too_long: tooLong,
  context_available: tooLong,
  context_payload: tooLong,
  format_ignored: { condition: "usable", json: "unreadable" },
  json_malformed: { condition: "usable", json: "unreadable" },
  json_fenced: { condition: "usable", json: "sound" },
  tool_arguments: { condition: "usable", arguments: `${servedText.slice(0, -1)},` },
  tools_refused: { fault: "refused_request", stops: "provider" },
  tools_unsupported: { fault: "refused_request", stops: "provider" },
  tools_ignored: { condition: "usable", text: `verify(${servedText})`, arguments: undefined },
};

let server: FaultServer;
let clock: FakeClock;
afterEach(() => server.close());

/** Starts a server that fails every request once in this way, and its endpoint. */
async function failing(kind: (typeof faultKinds)[number]) {
  const shortened = kind.name === "finish_wrong" || kind.name === "limit_ignored";
  clock = fakeClock((ms) => ms === 310_000);
  server = await FaultServer.start({
    models: servedModel,
    clock,
    port: 0,
    seed: 1,
    rate: 1,
    kinds: [kind],
    mostInARow: 1,
  });
  const price = { inputPerMillion: 1, outputPerMillion: 1 };
  const sampling = { temperature: 1, maxTokens: shortened ? 2 : 100 };
  return openaiEndpoint({
    seats: seating({ baseUrl: server.url, model: "m", sampling, price }),
    rootSeed: 7,
    environment: fixedEnvironment({}),
    clock,
  });
}

const tools = [{ name: "verify", description: "checks", parameters: { type: "object", properties: {} } }];

/** A long request for JSON, so that every kind can befall it. */
function call(name: FaultName): ModelCall {
  const request: ChatRequest = {
    messages: [{ role: "user", content: "Reply in JSON. ".repeat(2000) }],
    format: "json",
    ...(name.startsWith("tool") && { tools }),
  };
  return { key: callKey(0), request };
}

function seen({ reply, usage, provenance }: Completion) {
  const read = readJsonReply(reply.text, verdict);
  return {
    condition: replyCondition(reply),
    text: reply.text,
    reasoning: reply.reasoning,
    json: read.ok ? read.value.verdict : "unreadable",
    arguments: reply.toolCalls[0]?.arguments,
    dropped: provenance.droppedParameters,
    ...usage,
  };
}

describe("each kind of fault", () => {
  it.each(faultKinds)("$name is taken for what it is: $says", async (kind) => {
    const endpoint = await failing(kind);
    const pending = endpoint.complete(call(kind.name)).then(seen, (error: unknown) => error);
    if (kind.name === "silent") {
      await until(() => server.ledger.length === 1);
      await clock.advance(600_000);
    }
    const found = await pending;
    expect(server.counts.get(kind.name)).toBe(1);
    const { stops, ...expected } = { stops: undefined, ...named[kind.name] };
    expect(found).toMatchObject(expected);
    if (!(found instanceof ProviderError)) return;
    expect(found.transient).toBe(kind.transient);
    expect(stopFor(found, "weak")?.cause_).toBe(stops);
    expect(found.message).toMatch(/^127\.0\.0\.1:\d+\/v1 \w+/);
  });

  it.each(faultKinds.filter(({ transient }) => transient))("$name is over when asked again", async (kind) => {
    const endpoint = await failing(kind);
    const first = endpoint.complete(call(kind.name)).catch(() => {});
    if (kind.name === "silent") {
      await until(() => server.ledger.length === 1);
      await clock.advance(600_000);
    }
    await first;
    expect(seen(await endpoint.complete(call(kind.name)))).toMatchObject(right);
  });
});
