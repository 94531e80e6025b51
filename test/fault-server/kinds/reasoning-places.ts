import { reworded } from "../chat-completion.js";
import type { FaultKind } from "../fault-kind.js";

const thoughts = "First the question, then the answer.";

export const reasoningPlaces = [
  {
    name: "reasoning_content",
    says: "the right answer with reasoning in reasoning_content",
    transient: false,
    serve: (asked) => reworded(asked, (message) => ({ ...message, reasoning_content: thoughts })),
  },
  {
    name: "reasoning_field",
    says: "the right answer with reasoning in reasoning",
    transient: false,
    serve: (asked) => reworded(asked, (message) => ({ ...message, reasoning: thoughts })),
  },
  {
    name: "reasoning_think",
    says: "the right answer after reasoning in a <think> block of its content",
    transient: false,
    serve: (asked) =>
      reworded(asked, (message) => ({
        ...message,
        content: `<think>\n${thoughts}\n</think>\n\n${message.content ?? ""}`,
      })),
  },
] as const satisfies readonly FaultKind[];
