import { LLMock } from "@copilotkit/aimock";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fixedEnvironment } from "../../foundation/environment.js";
import { budgeted } from "../../models/budget.js";
import type { ChatRequest } from "../../models/chat.js";
import type { Model } from "../../models/model.js";
import { openaiEndpoint } from "../../models/openai-endpoint.js";
import { paced } from "../../models/pace.js";
import { preflight } from "../../models/preflight.js";
import { recorded } from "../../models/record.js";
import { type FakeClock, fakeClock } from "./fake-clock.js";
import { ask, callKey, type MemoryLog, memoryLog, seating } from "./scene.js";

let mock: LLMock;
let clock: FakeClock;
let log: MemoryLog;

beforeEach(async () => {
  mock = new LLMock({ port: 0 });
  await mock.start();
  clock = fakeClock((ms) => ms < 600_000);
  log = memoryLog();
});

afterEach(() => mock.stop());

const seatsHere = () => seating({ baseUrl: `${mock.url}/v1`, model: "gpt-4o-mini" });

/** The whole stack, as a run uses it. */
function stack(): Model {
  const seats = seatsHere();
  const endpoint = openaiEndpoint({ seats, rootSeed: 1, environment: fixedEnvironment({}), clock });
  const pace = paced(endpoint, { seats, clock, onFailure: (failure) => log.appendFailure(failure) });
  const limits = { maxUsd: null, maxTokens: 100_000, maxCalls: null };
  return recorded(budgeted(pace, { seats, limits, before: [] }), { seats, rootSeed: 1, log });
}

test("a server that is not ours is found to be there", async () => {
  const environment = fixedEnvironment({});
  await preflight({ seats: seatsHere(), environment, clock: fakeClock() });
});

test("a server that is not ours gives a plain reply with its usage", async () => {
  mock.onMessage("hello", { content: "Hi there!" });
  const { reply, usage, provenance } = await stack().complete(ask("hello"));
  expect(reply).toEqual({ text: "Hi there!", toolCalls: [], finish: "stop", reasoning: null });
  expect(usage.inputTokens).toBeTypeOf("number");
  expect(provenance.answeredBy).toBe("gpt-4o-mini");
  expect(log.records).toHaveLength(1);
});

test("a tool call goes there and back through a server that is not ours", async () => {
  const tools = [{ name: "verify", description: "checks", parameters: { type: "object", properties: {} } }];
  mock.onToolResult("call_7", { content: "It passed." });
  mock.onMessage("check", { toolCalls: [{ id: "call_7", name: "verify", arguments: '{"example":"a"}' }] });
  const model = stack();
  const request: ChatRequest = { messages: [{ role: "user", content: "check this" }], tools };
  const { reply } = await model.complete({ key: callKey(0), request });
  expect(reply.finish).toBe("tool_calls");
  expect(reply.toolCalls).toEqual([{ id: "call_7", name: "verify", arguments: '{"example":"a"}' }]);
  const next: ChatRequest = {
    messages: [
      ...request.messages,
      { role: "assistant", content: reply.text, toolCalls: reply.toolCalls },
      { role: "tool", content: "passed", toolCallId: "call_7" },
    ],
    tools,
  };
  expect((await model.complete({ key: callKey(1), request: next })).reply.text).toBe("It passed.");
});

test("a rate limit of a server that is not ours is waited out", async () => {
  mock.onMessage("hello", { content: "Hi there!" });
  mock.nextRequestError(429, { message: "Rate limit reached", type: "rate_limit_error" });
  const { reply, provenance } = await stack().complete(ask("hello"));
  expect(reply.text).toBe("Hi there!");
  expect(provenance.retries).toBe(1);
  expect(log.failures).toMatchObject([{ fault: "rate_limit", key: callKey(0) }]);
  expect(clock.slept.some((ms) => ms >= 250 && ms < 600_000)).toBe(true);
});

test("an exhausted account at a server that is not ours stops the run", async () => {
  mock.nextRequestError(429, { message: "You exceeded your current quota", code: "insufficient_quota" });
  await expect(stack().complete(ask("hello"))).rejects.toMatchObject({ name: "RunStopped", cause_: "quota" });
  expect(log.failures).toHaveLength(1);
});
