/** The chat contract: what every model seat is asked and answers, whatever endpoint stands behind it. */

/** Everyone who may be asked. Which model sits where is the experiment's choice. */
export const seats = [
  "main",
  "challenger",
  "verifier",
  "weak",
  "strong",
  "judge",
  "analyzer",
  "implementer",
] as const;
export type Seat = (typeof seats)[number];

export interface ToolCall {
  /** Unique within its assistant message; the answering tool message repeats it. */
  readonly id: string;
  readonly name: string;
  /** The arguments as the model wrote them: JSON text, possibly broken. */
  readonly arguments: string;
}

export type ChatMessage =
  | { readonly role: "system" | "user"; readonly content: string }
  | { readonly role: "assistant"; readonly content: string; readonly toolCalls?: readonly ToolCall[] }
  | { readonly role: "tool"; readonly content: string; readonly toolCallId: string };

export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ToolDefinition[];
  /** `json` asks the endpoint for a JSON object; absent or `text` leaves the form to the prompt. */
  readonly format?: "text" | "json";
  /** JSON Schema that an endpoint which can is to hold the reply to; goes with `json`. Readers check all the same. */
  readonly schema?: Readonly<Record<string, unknown>>;
}

/**
 * Why a reply ended. `length`: the output budget was used up. `content_filter`: withheld by the endpoint.
 * `context_length`: the request did not fit the model, or reached it cut; text is empty.
 */
export type Finish = "stop" | "tool_calls" | "length" | "content_filter" | "context_length";

/** What came back, after endpoint quirks were undone. This, hashed, is what the history digest covers. */
export interface ChatReply {
  /** The visible answer, without reasoning. Empty when there is none. */
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finish: Finish;
  /** Reasoning the endpoint disclosed, from its own field or a leading <think> block. */
  readonly reasoning: string | null;
}

/** Why a reply cannot be used as an answer; each is its own condition, and none is a wrong answer. */
export type ReplyCondition = "usable" | "truncated" | "empty" | "filtered" | "over_context";

export function replyCondition(reply: ChatReply): ReplyCondition {
  if (reply.finish === "content_filter") return "filtered";
  if (reply.finish === "context_length") return "over_context";
  if (reply.finish === "length") return "truncated";
  if (reply.text.trim() === "" && reply.toolCalls.length === 0) return "empty";
  return "usable";
}
