import { z } from "zod";

const textPart = z.object({ type: z.literal("text"), text: z.string() });
const content = z
  .union([z.string(), z.array(textPart).transform((parts) => parts.map((part) => part.text).join("\n"))])
  .nullish()
  .transform((text) => text ?? "");

const toolCall = z.object({
  id: z.string(),
  type: z.literal("function"),
  function: z.object({ name: z.string(), arguments: z.string() }),
});

const message = z.discriminatedUnion("role", [
  z.object({ role: z.literal("system"), content }),
  z.object({ role: z.literal("developer"), content }),
  z.object({ role: z.literal("user"), content }),
  z.object({ role: z.literal("assistant"), content, tool_calls: z.array(toolCall).nullish() }),
  z.object({ role: z.literal("tool"), content, tool_call_id: z.string() }),
]);

const body = z.object({
  model: z.string(),
  messages: z.array(message).min(1, "messages must not be empty"),
  tools: z
    .array(z.object({ type: z.literal("function"), function: z.object({ name: z.string() }) }))
    .nullish(),
  seed: z.number().int().nullish(),
  stream: z.literal(false, "streaming is not supported; leave out stream").nullish(),
  n: z.literal(1, "n must be 1").nullish(),
  max_tokens: z.number().int().positive().nullish(),
  max_completion_tokens: z.number().int().positive().nullish(),
  response_format: z.object({ type: z.string() }).nullish().catch(null),
});

export interface SimulatedToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

export interface SimulatedMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content: string;
  readonly toolCalls: readonly SimulatedToolCall[];
  /** Of a tool message: the call it answers; else empty. */
  readonly toolCallId: string;
}

/** A chat completion request as the roles see it: nothing but what was sent. */
export interface SimulatedRequest {
  readonly model: string;
  readonly messages: readonly SimulatedMessage[];
  readonly toolNames: readonly string[];
  readonly seed: number;
  /** Output budget in tokens; null when the request sets none. */
  readonly maxTokens: number | null;
  /** The request asks for a JSON reply by its format, whatever its text says. */
  readonly wantsJson: boolean;
}

export type RequestReading =
  | { readonly ok: true; readonly request: SimulatedRequest }
  | { readonly ok: false; readonly problem: string };

/** Reads the body of POST /v1/chat/completions; sampling parameters are accepted and have no effect. */
export function readRequest(value: unknown): RequestReading {
  const read = body.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    return { ok: false, problem: `${issue?.path.join(".") ?? "body"}: ${issue?.message ?? "is not valid"}` };
  }
  const { model, messages, tools, seed, max_tokens, max_completion_tokens, response_format } = read.data;
  return {
    ok: true,
    request: {
      model,
      messages: messages.map(plainMessage),
      toolNames: (tools ?? []).map((tool) => tool.function.name),
      seed: seed ?? 0,
      maxTokens: max_completion_tokens ?? max_tokens ?? null,
      wantsJson: (response_format?.type ?? "text") !== "text",
    },
  };
}

function plainMessage(one: z.infer<typeof message>): SimulatedMessage {
  return {
    role: one.role === "developer" ? "system" : one.role,
    content: one.content,
    toolCalls:
      one.role === "assistant"
        ? (one.tool_calls ?? []).map(({ id, function: called }) => ({ id, ...called }))
        : [],
    toolCallId: one.role === "tool" ? one.tool_call_id : "",
  };
}

/** All text of the messages with the given roles, in order. */
export function textOf(request: SimulatedRequest, ...roles: readonly SimulatedMessage["role"][]): string {
  return request.messages
    .filter((one) => roles.includes(one.role))
    .map((one) => one.content)
    .join("\n\n");
}
