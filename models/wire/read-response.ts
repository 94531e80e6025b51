import { z } from "zod";
import { sha256 } from "../../foundation/digest.js";
import type { ChatReply, Finish, ToolCall } from "../chat.js";
import { splitReasoning } from "./split-reasoning.js";

/** What a response with a success status turned out to hold. */
export type ReadResponse =
  | {
      readonly kind: "reply";
      readonly reply: ChatReply;
      readonly meter: Meter;
      readonly answeredBy: string | null;
    }
  /** An error dressed as a success; for classifyFailure. */
  | { readonly kind: "error"; readonly body: unknown }
  /** Nothing that can be understood; `what` says so in a few words. */
  | { readonly kind: "malformed"; readonly what: string };

/** What the endpoint itself counted; null where it did not say. */
export interface Meter {
  readonly inputTokens: number | null;
  /** Of the input tokens, those it had cached. */
  readonly cachedInputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
}

const count = z.number().nonnegative().nullish().catch(null);
const text = z.string().nullish().catch(null);

const usageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  cost: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(null),
  /** DeepSeek's name for the same. */
  prompt_cache_hit_tokens: count,
});

const toolCallSchema = z.object({
  id: text,
  function: z.object({
    name: z.string().min(1),
    arguments: z.union([z.string(), z.record(z.string(), z.unknown()), z.null()]).optional(),
  }),
});

const partSchema = z.union([
  z.string().transform((value) => ({ type: "text", text: value, thinking: undefined })),
  z.object({ type: z.string().catch("text"), text, thinking: z.unknown().optional() }),
]);

const messageSchema = z.object({
  content: z.union([z.string(), z.array(partSchema), z.null()]).optional(),
  refusal: text,
  reasoning_details: z
    .array(z.object({ text, summary: text }))
    .nullish()
    .catch(null),
  reasoning_content: text,
  reasoning: text,
  tool_calls: z.array(toolCallSchema).nullish(),
});

const choiceSchema = z.object({ message: messageSchema, finish_reason: text });

const envelopeSchema = z.object({
  error: z.unknown().optional(),
  object: z.unknown().optional(),
  model: text,
  usage: usageSchema.nullish().catch(null),
  choices: z
    .array(z.looseObject({ error: z.unknown().optional(), finish_reason: text }))
    .nullish()
    .catch(null),
});

type Message = z.infer<typeof messageSchema>;

/** Reads the body of a response whose status was 2xx. Never throws. */
export function readResponse(body: string): ReadResponse {
  const value = parsed(body);
  if (value === undefined) return malformed(body.trim() === "" ? "an empty body" : "a body that is not JSON");
  const envelope = envelopeSchema.safeParse(value);
  if (!envelope.success) return malformed("a body that is not a JSON object");
  const { error, object, choices, model, usage } = envelope.data;
  if (isError(error) || object === "error") return { kind: "error", body: value };
  const choice = choices?.[0];
  if (choice === undefined) return malformed("no choices");
  if (isError(choice.error)) return { kind: "error", body: { error: choice.error } };
  if (isBrokenFinish(choice.finish_reason)) {
    return { kind: "error", body: { message: `the reply ended with "${choice.finish_reason}"` } };
  }
  const read = choiceSchema.safeParse(choice);
  if (!read.success) return malformed("a message that is not in the form of a chat completion");
  return {
    kind: "reply",
    reply: replyOf(read.data.message, read.data.finish_reason ?? null),
    meter: {
      inputTokens: usage?.prompt_tokens ?? null,
      cachedInputTokens:
        usage?.prompt_tokens_details?.cached_tokens ?? usage?.prompt_cache_hit_tokens ?? null,
      outputTokens: usage?.completion_tokens ?? null,
      costUsd: usage?.cost ?? null,
    },
    answeredBy: model || null,
  };
}

const malformed = (what: string): ReadResponse => ({ kind: "malformed", what });

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isError(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== "";
}

function isBrokenFinish(reason: string | null | undefined): boolean {
  return reason === "error" || reason === "abort" || reason === "insufficient_system_resource";
}

function replyOf(message: Message, finishReason: string | null): ChatReply {
  const { content, thoughts } = contentOf(message);
  const split = splitReasoning(content);
  const toolCalls = toolCallsOf(message.tool_calls ?? []);
  return {
    text: split.text === "" && toolCalls.length === 0 ? (message.refusal ?? "") : split.text,
    toolCalls,
    finish: finishOf(finishReason, toolCalls.length > 0),
    reasoning: disclosed(message) || thoughts || split.reasoning,
  };
}

function contentOf(message: Message): { content: string; thoughts: string } {
  if (!Array.isArray(message.content)) return { content: message.content ?? "", thoughts: "" };
  const content = message.content.filter((part) => part.type === "text").map((part) => part.text ?? "");
  const thoughts = message.content
    .filter((part) => part.type === "thinking")
    .map((part) => flatText(part.thinking));
  return { content: content.join(""), thoughts: thoughts.join("\n") };
}

function flatText(value: unknown): string {
  if (typeof value === "string") return value;
  const parts = z.array(z.object({ text: z.string() })).safeParse(value);
  return parts.success ? parts.data.map((part) => part.text).join("") : "";
}

function disclosed(message: Message): string {
  const details = (message.reasoning_details ?? []).map((part) => part.text ?? part.summary ?? "");
  return details.filter(Boolean).join("\n") || message.reasoning_content || message.reasoning || "";
}

function toolCallsOf(calls: NonNullable<Message["tool_calls"]>): ToolCall[] {
  const taken = new Set<string>();
  return calls.map((call, index) => {
    const given = call.function.arguments ?? "";
    const written = typeof given === "string" ? given : JSON.stringify(given);
    const id = call.id && !taken.has(call.id) ? call.id : madeUpId(index, call.function.name, written);
    taken.add(id);
    return { id, name: call.function.name, arguments: written };
  });
}

/** Nine hex digits, the strictest form an endpoint asks for; the same reply gets the same ids. */
function madeUpId(index: number, name: string, written: string): string {
  return sha256(`${index}/${name}/${written}`).slice(0, 9);
}

const finishes: Readonly<Record<string, Finish>> = {
  length: "length",
  max_tokens: "length",
  max_output_tokens: "length",
  model_length: "length",
  content_filter: "content_filter",
  safety: "content_filter",
  recitation: "content_filter",
  sensitive: "content_filter",
};

/** `stop` and `tool_calls` are told apart by the calls themselves: servers mix up the two. */
function finishOf(reason: string | null, hasCalls: boolean): Finish {
  return finishes[reason?.toLowerCase() ?? ""] ?? (hasCalls ? "tool_calls" : "stop");
}
