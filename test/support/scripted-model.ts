import type { ChatReply, ToolCall } from "../../models/chat.js";
import type { Completion, Model, ModelCall } from "../../models/model.js";

/** What a scripted seat may answer: text, a whole reply, or an error to reject with. */
export type ScriptedReply = string | Partial<ChatReply> | Error;

/** A model that answers with what a function says, and remembers what it was asked. */
export interface ScriptedModel extends Model {
  readonly calls: ModelCall[];
}

export function scriptedModel(
  answer: (call: ModelCall) => ScriptedReply | Promise<ScriptedReply>,
): ScriptedModel {
  const calls: ModelCall[] = [];
  return {
    calls,
    complete: async (call) => {
      calls.push(call);
      const scripted = await answer(call);
      if (scripted instanceof Error) throw scripted;
      return completionOf(typeof scripted === "string" ? { text: scripted } : scripted);
    },
  };
}

export function completionOf(reply: Partial<ChatReply>): Completion {
  const toolCalls: readonly ToolCall[] = reply.toolCalls ?? [];
  return {
    reply: {
      text: "",
      finish: toolCalls.length > 0 ? "tool_calls" : "stop",
      reasoning: null,
      ...reply,
      toolCalls,
    },
    usage: { calls: 1, inputTokens: 100, outputTokens: 10, costUsd: null },
    provenance: {
      baseUrl: "scripted",
      answeredBy: null,
      retries: 0,
      droppedParameters: [],
      startedAt: 0,
      durationMs: 0,
    },
  };
}
