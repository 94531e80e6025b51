import { textHash } from "../hashing.js";
import type { SimulatedRequest, SimulatedToolCall } from "./request.js";

/** What a role says: text, or tool calls with an optional remark. */
export interface RoleReply {
  readonly text: string;
  readonly toolCalls?: readonly {
    readonly name: string;
    readonly arguments: Readonly<Record<string, unknown>>;
  }[];
}

/** An HTTP answer without the HTTP. */
export interface WireResponse {
  readonly status: number;
  readonly body: unknown;
}

const charactersPerToken = 4;

/** The chat.completion object of a reply; cut off at the request's output budget, as endpoints do. */
export function completionResponse(request: SimulatedRequest, reply: RoleReply): WireResponse {
  const fingerprint = fingerprintOf(request, reply);
  const said = withinBudget(request, reply, fingerprint);
  const usage = usageOf(request, said);
  return {
    status: 200,
    body: {
      id: `chatcmpl-simulated-${fingerprint}`,
      object: "chat.completion",
      created: 0,
      model: request.model,
      system_fingerprint: "simulated",
      choices: [choiceOf(said)],
      usage,
    },
  };
}

/** What is sent of a reply. */
interface Said {
  readonly text: string;
  readonly calls: readonly SimulatedToolCall[];
  readonly cut: boolean;
}

function withinBudget(request: SimulatedRequest, reply: RoleReply, fingerprint: string): Said {
  const calls = (reply.toolCalls ?? []).map((call, index) => ({
    id: `call_${fingerprint}_${index}`,
    name: call.name,
    arguments: JSON.stringify(call.arguments),
  }));
  const budget = request.maxTokens === null ? Infinity : request.maxTokens * charactersPerToken;
  const length = reply.text.length + sum(calls.map((call) => call.arguments.length));
  return length > budget
    ? { text: reply.text.slice(0, budget), calls: [], cut: true }
    : { text: reply.text, calls, cut: false };
}

function choiceOf({ text, calls, cut }: Said) {
  return {
    index: 0,
    finish_reason: cut ? "length" : calls.length > 0 ? "tool_calls" : "stop",
    logprobs: null,
    message: {
      role: "assistant",
      content: calls.length > 0 && text === "" ? null : text,
      refusal: null,
      ...(calls.length > 0 && { tool_calls: calls.map(wireToolCall) }),
    },
  };
}

function usageOf(request: SimulatedRequest, { text, calls }: Said) {
  const prompt_tokens = tokens(JSON.stringify(request.toolNames)) + sum(request.messages.map(messageTokens));
  const completion_tokens = tokens(text) + sum(calls.map((call) => tokens(call.name + call.arguments)));
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

/** Differs between the turns of a conversation and between seeds; what the conversation said before is implied. */
function fingerprintOf({ model, seed, messages }: SimulatedRequest, { text, toolCalls }: RoleReply): string {
  const said = JSON.stringify([text, toolCalls]);
  return textHash(`${model} ${seed} ${messages.length} ${messages.at(-1)?.content} ${said}`).toString(36);
}

/** An error in the form OpenAI's endpoints give it. */
export function errorResponse(status: number, code: string, message: string): WireResponse {
  return { status, body: { error: { message, type: "invalid_request_error", param: null, code } } };
}

function wireToolCall(call: SimulatedToolCall) {
  return { id: call.id, type: "function", function: { name: call.name, arguments: call.arguments } };
}

function messageTokens(message: SimulatedRequest["messages"][number]): number {
  return tokens(message.content) + sum(message.toolCalls.map((call) => tokens(call.name + call.arguments)));
}

const tokens = (text: string) => Math.ceil(text.length / charactersPerToken);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
