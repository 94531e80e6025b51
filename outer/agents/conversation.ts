import type { ChatMessage, ChatReply } from "../../models/chat.js";

/** The messages of one agent's conversation so far. */
export class Conversation {
  readonly #messages: ChatMessage[];

  constructor(system: string, user: string) {
    this.#messages = [
      { role: "system", content: system },
      { role: "user", content: user },
    ];
  }

  /** A copy: what is sent must not change when the conversation goes on. */
  get messages(): ChatMessage[] {
    return [...this.#messages];
  }

  /** What the model replied. Its reasoning is not sent back. */
  hear(reply: ChatReply): void {
    const { text, toolCalls } = reply;
    this.#messages.push({
      role: "assistant",
      content: text,
      ...(toolCalls.length > 0 && { toolCalls }),
    });
  }

  answer(toolCallId: string, content: string): void {
    this.#messages.push({ role: "tool", content, toolCallId });
  }

  /** A user message; joined to the one before it, since some chat templates refuse two in a row. */
  say(content: string): void {
    const last = this.#messages.at(-1);
    if (last?.role === "user") {
      this.#messages[this.#messages.length - 1] = { role: "user", content: `${last.content}\n\n${content}` };
    } else {
      this.#messages.push({ role: "user", content });
    }
  }
}
