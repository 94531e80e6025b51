import type { Asked } from "./fault-kind.js";
import { json, type Served } from "./served.js";

interface WireToolCall {
  readonly id: string;
  readonly type: "function";
  readonly function: { readonly name: string; readonly arguments: string };
}

export interface WireMessage {
  readonly role: "assistant";
  readonly content: string | null;
  readonly tool_calls?: readonly WireToolCall[];
  readonly [member: string]: unknown;
}

export interface WireUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** The parts of a chat.completion body that faults change. */
export interface ChatCompletion {
  readonly choices: readonly [{ readonly message: WireMessage; readonly finish_reason: string }];
  readonly usage: WireUsage | null;
}

/** The models' answer, changed; null when they gave none, or `change` does. */
export function changed(asked: Asked, change: (completion: ChatCompletion) => object | null): Served | null {
  const { status, body } = asked.answer();
  if (status !== 200) return null;
  const changes = change(body as ChatCompletion);
  return changes === null ? null : json(200, { ...(body as object), ...changes });
}

/** The models' answer with another message, and another finish. */
export function reworded(
  asked: Asked,
  change: (message: WireMessage) => WireMessage | null,
  finish?: string,
): Served | null {
  return changed(asked, ({ choices: [choice] }) => {
    const message = change(choice.message);
    if (message === null) return null;
    return { choices: [{ ...choice, message, finish_reason: finish ?? choice.finish_reason }] };
  });
}
