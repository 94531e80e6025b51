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
  const calls: SimulatedToolCall[] = (reply.toolCalls ?? []).map((call, index) => ({
    id: `call_${fingerprint}_${index}`,
    name: call.name,
    arguments: JSON.stringify(call.arguments),
  }));
  const budget = request.maxTokens === null ? Infinity : request.maxTokens * charactersPerToken;
  const spoken = reply.text.length + sum(calls.map((call) => call.arguments.length));
  const cut = spoken > budget;
  const text = cut ? reply.text.slice(0, budget) : reply.text;
  const kept = cut ? [] : calls;
  const promptTokens = tokens(JSON.stringify(request.toolNames)) + sum(request.messages.map(messageTokens));
  const completionTokens = tokens(text) + sum(kept.map((call) => tokens(call.name + call.arguments)));
  return {
    status: 200,
    body: {
      id: `chatcmpl-simulated-${fingerprint}`,
      object: "chat.completion",
      created: 0,
      model: request.model,
      system_fingerprint: "simulated",
      choices: [
        {
          index: 0,
          finish_reason: cut ? "length" : kept.length > 0 ? "tool_calls" : "stop",
          logprobs: null,
          message: {
            role: "assistant",
            content: kept.length > 0 && text === "" ? null : text,
            refusal: null,
            ...(kept.length === 0 ? {} : { tool_calls: kept.map(wireToolCall) }),
          },
        },
      ],
      usage: {
        prompt_tokens: promptTokens,
        completion_tokens: completionTokens,
        total_tokens: promptTokens + completionTokens,
      },
    },
  };
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
