import type { ChatReply, ChatRequest } from "./chat.js";
import type { Usage } from "./usage.js";

const charactersPerToken = 4;

/** Rough number of prompt tokens: a quarter of the characters of messages, tool calls and tools. */
export function estimatePromptTokens(request: ChatRequest): number {
  let characters = 0;
  for (const message of request.messages) {
    characters += message.content.length;
    if (message.role !== "assistant") continue;
    for (const call of message.toolCalls ?? []) characters += call.name.length + call.arguments.length;
  }
  for (const tool of request.tools ?? []) {
    characters += tool.description.length + JSON.stringify(tool.parameters).length;
  }
  return Math.ceil(characters / charactersPerToken);
}

/** Tokens of one call, both known. */
export interface TokenCounts {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Rough tokens of a call whose endpoint counted none, from the text that went there and came back. */
export function estimateTokens(request: ChatRequest, reply: ChatReply): TokenCounts {
  const written = [reply.text, reply.reasoning ?? ""].concat(
    reply.toolCalls.flatMap((call) => [call.name, call.arguments]),
  );
  const characters = written.reduce((total, text) => total + text.length, 0);
  return {
    inputTokens: estimatePromptTokens(request),
    outputTokens: Math.ceil(characters / charactersPerToken),
  };
}

/**
 * True when an endpoint counted so few prompt tokens for a long prompt that it probably cut the prompt without
 * saying so: no tokenizer packs 12 characters of running text into a token. A count of zero is no count; tokens
 * that were cached are counted too, since some endpoints leave them out of the rest.
 */
export function looksCut(
  { inputTokens, cachedInputTokens = 0 }: Pick<Usage, "inputTokens" | "cachedInputTokens">,
  estimatedTokens: number,
): boolean {
  if (inputTokens === null || inputTokens === 0) return false;
  return estimatedTokens > 3000 && (inputTokens + cachedInputTokens) * 3 < estimatedTokens;
}
