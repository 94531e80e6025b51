import type { SimulatedRequest } from "./request.js";

/** A tool call made earlier in the conversation, with what came back. */
export interface MadeCall {
  readonly id: string;
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
  /** Empty while there is no answer. */
  readonly result: string;
}

/** All tool calls of the conversation so far, in order. */
export function madeCalls(request: SimulatedRequest): MadeCall[] {
  const results = new Map<string, string>();
  for (const message of request.messages) {
    if (message.role === "tool") results.set(message.toolCallId, message.content);
  }
  return request.messages
    .flatMap((message) => message.toolCalls)
    .map(({ id, name, arguments: text }) => ({
      id,
      name,
      args: readArguments(text),
      result: results.get(id) ?? "",
    }));
}

function readArguments(text: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, String(member)]));
  } catch {
    return {};
  }
}
