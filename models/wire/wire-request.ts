import type { LogicalRequest } from "../call-log.js";
import type { ChatMessage } from "../chat.js";

/** The part of a chat-completions body that we write ourselves; `extraBody` is laid over it when sent. */
export interface WireRequest {
  model: string;
  messages: WireMessage[];
  tools?: WireTool[];
  seed?: number;
  temperature?: number;
  top_p?: number;
  max_tokens?: number;
  max_completion_tokens?: number;
  response_format?: ResponseFormat;
}

type ResponseFormat =
  | { type: "json_object" }
  | { type: "json_schema"; json_schema: { name: string; strict: true; schema: Record<string, unknown> } };

interface WireTool {
  type: "function";
  function: { name: string; description: string; parameters: Record<string, unknown> };
}

interface WireToolCall {
  id: string;
  type: "function";
  function: { name: string; arguments: string };
}

export type WireMessage =
  | { role: "system" | "user"; content: string }
  | { role: "assistant"; content: string | null; tool_calls?: WireToolCall[] }
  | { role: "tool"; content: string; tool_call_id: string };

/** The wire form of a logical request, before anything is left out for an endpoint's sake. */
export function wireRequest(request: LogicalRequest): WireRequest {
  const { temperature, topP, maxTokens } = request.sampling;
  return {
    model: request.model,
    messages: request.messages.map(wireMessage),
    ...(request.tools.length > 0 && { tools: request.tools.map(wireTool) }),
    seed: request.seed,
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(request.format === "json" && { response_format: responseFormat(request) }),
  };
}

function responseFormat({ schema }: LogicalRequest): ResponseFormat {
  if (schema === undefined) return { type: "json_object" };
  return { type: "json_schema", json_schema: { name: "reply", strict: true, schema: { ...schema } } };
}

function wireTool(tool: LogicalRequest["tools"][number]): WireTool {
  const { name, description, parameters } = tool;
  return { type: "function", function: { name, description, parameters: { ...parameters } } };
}

function wireMessage(message: ChatMessage): WireMessage {
  switch (message.role) {
    case "system":
    case "user":
      return { role: message.role, content: message.content };
    case "tool":
      return { role: "tool", content: message.content, tool_call_id: message.toolCallId };
    case "assistant":
      return assistantMessage(message.content, message.toolCalls ?? []);
  }
}

function assistantMessage(
  content: string,
  calls: readonly { id: string; name: string; arguments: string }[],
): WireMessage {
  if (calls.length === 0) return { role: "assistant", content };
  return {
    role: "assistant",
    content: content === "" ? null : content,
    tool_calls: calls.map((call) => ({
      id: call.id,
      type: "function",
      function: { name: call.name, arguments: objectText(call.arguments) },
    })),
  };
}

/** Servers refuse a whole conversation for the broken arguments a model once wrote: those go out as `{}`. */
function objectText(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? text : "{}";
  } catch {
    return "{}";
  }
}
