import type { ToolCall } from "../../../models/chat.js";
import { type ScriptedModel, type ScriptedReply, scriptedModel } from "../../support/scripted-model.js";

/** A model that gives these replies in order, and rejects when asked for more. */
export function script(...replies: readonly ScriptedReply[]): ScriptedModel {
  const left = [...replies];
  return scriptedModel(() => left.shift() ?? new Error("the script is over"));
}

/** A reply that calls tools: name and arguments, JSON text as it stands or a value to be written as JSON. */
export function toolReply(...calls: readonly (readonly [name: string, args?: unknown])[]): {
  toolCalls: ToolCall[];
} {
  return {
    toolCalls: calls.map(([name, args = {}], index) => ({
      id: `call-${index}`,
      name,
      arguments: typeof args === "string" ? args : JSON.stringify(args),
    })),
  };
}

/** What the model was sent as the answers of the tools in one of its calls, in order. */
export function toolAnswers(model: ScriptedModel, call: number): string[] {
  return (model.calls[call]?.request.messages ?? []).flatMap((message) =>
    message.role === "tool" ? [message.content] : [],
  );
}
