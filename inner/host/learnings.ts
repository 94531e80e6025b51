import type { ChatMessage, ChatRequest } from "../../models/chat.js";

const heading = "# Notes from earlier documents";

/**
 * A challenger's request with what was learnt on other documents, at the end of its system message. The host adds it,
 * so every harness has it, evolved with notes or without, and a request without notes is what it always was.
 */
export function withLearnings(request: ChatRequest, notes: string): ChatRequest {
  if (notes === "") return request;
  const section = `${heading}\n\nWhat was learnt from making examples of other documents. It says nothing about this one.\n\n${notes}`;
  const at = request.messages.findIndex(({ role }) => role === "system");
  const system = request.messages[at];
  if (system === undefined) {
    return { ...request, messages: [{ role: "system", content: section }, ...request.messages] };
  }
  const extended: ChatMessage = { role: "system", content: `${system.content}\n\n${section}` };
  return { ...request, messages: request.messages.with(at, extended) };
}
