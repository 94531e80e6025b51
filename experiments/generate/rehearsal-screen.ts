import type { ChatMessage } from "../../models/chat.js";
import { roughCount } from "../report/numbers.js";
import type { RehearsedRequest } from "./rehearsal.js";

/** Requests as people read them: whole, in the order in which they would be sent. */
export function rehearsalScreen(requests: readonly RehearsedRequest[]): string {
  return requests.map(requestText).join("\n\n");
}

function requestText({
  seat,
  model,
  promptTokens,
  afterSimulatedReplies,
  request,
}: RehearsedRequest): string {
  const how = afterSimulatedReplies ? "follows from simulated replies" : "exactly as it would be sent";
  const tools = (request.tools ?? []).map(({ name }) => name);
  return [
    `── ${seat} · ${model} · about ${roughCount(promptTokens)} tokens · ${how}`,
    ...request.messages.map(messageText),
    ...(tools.length === 0 ? [] : [`[tools] ${tools.join(", ")}`]),
  ].join("\n");
}

function messageText(message: ChatMessage): string {
  const calls = message.role === "assistant" ? (message.toolCalls ?? []) : [];
  const called = calls.map(({ name, arguments: given }) => `\n  calls ${name}(${given})`);
  return `[${message.role}] ${message.content}${called.join("")}`;
}
