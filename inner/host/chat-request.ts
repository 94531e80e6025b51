import { z } from "zod";
import type { ChatRequest } from "../../models/chat.js";
import { HostRefusal } from "../sandbox/sandbox.js";

const text = z.string().max(2_000_000);

const toolCall = z.object({ id: z.string().max(200), name: z.string().max(200), arguments: text });

const message = z.discriminatedUnion("role", [
  z.object({ role: z.literal("system"), content: text }),
  z.object({ role: z.literal("user"), content: text }),
  z.object({ role: z.literal("assistant"), content: text, toolCalls: z.array(toolCall).max(64).optional() }),
  z.object({ role: z.literal("tool"), content: text, toolCallId: z.string().max(200) }),
]);

const tool = z.object({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
  description: z.string().max(4000),
  parameters: z.record(z.string(), z.unknown()),
});

const schema = z.strictObject({
  messages: z.array(message).min(1).max(2000),
  tools: z.array(tool).max(32).optional(),
  format: z.enum(["text", "json"]).optional(),
});

/**
 * A harness's chat request: messages, tools and reply format, and nothing else, so that it cannot choose models
 * or sampling. @throws HostRefusal naming what does not fit.
 */
export function readChatRequest(value: unknown): ChatRequest {
  const read = schema.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new HostRefusal(`chat: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "is not a request"}`);
  }
  const { messages, tools, format } = read.data;
  requireToolOrder(messages);
  return {
    messages: messages.map((one) => (one.role === "assistant" ? withoutEmptyCalls(one) : one)),
    ...(tools !== undefined && tools.length > 0 && { tools }),
    ...(format !== undefined && { format }),
  };
}

/**
 * Endpoints refuse a tool message that answers no call of the assistant message before it, and an assistant
 * message whose calls are not all answered. That is the harness's mistake, so it hears of it here.
 */
function requireToolOrder(messages: z.infer<typeof schema>["messages"]): void {
  let open = new Set<string>();
  for (const one of messages) {
    if (one.role === "tool") {
      if (!open.delete(one.toolCallId)) {
        throw new HostRefusal(`chat: a tool message answers ${one.toolCallId}, which is no open tool call`);
      }
      continue;
    }
    if (open.size > 0) throw new HostRefusal(`chat: the tool call ${[...open][0]} has no tool message`);
    open = new Set(one.role === "assistant" ? (one.toolCalls ?? []).map((call) => call.id) : []);
  }
  if (open.size > 0) throw new HostRefusal(`chat: the tool call ${[...open][0]} has no tool message`);
}

function withoutEmptyCalls(one: {
  role: "assistant";
  content: string;
  toolCalls?: z.infer<typeof toolCall>[] | undefined;
}): ChatRequest["messages"][number] {
  const calls = one.toolCalls ?? [];
  return calls.length === 0
    ? { role: "assistant", content: one.content }
    : { role: "assistant", content: one.content, toolCalls: calls };
}
