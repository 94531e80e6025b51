import { changed, reworded } from "../chat-completion.js";
import type { FaultKind } from "../fault-kind.js";
import { json } from "../served.js";

/** An endpoint with so small a context lets this much of a long prompt pass without saying so. */
const keptTokens = 512;
const charactersPerToken = 4;

/** Every message without all but its last tokens, as a runner leaves it whose context is full. */
function withoutBeginning(request: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const messages = request["messages"] as { role: string; content?: unknown }[];
  const rest = (content: unknown) =>
    typeof content === "string" ? content.slice(-8 * keptTokens * charactersPerToken) : content;
  return {
    ...request,
    messages: messages.map((one) => (one.role === "system" ? one : { ...one, content: rest(one.content) })),
  };
}

/** Answers that are answers, and yet cannot be used or counted. */
export const unusableAnswers = [
  {
    name: "empty_length",
    says: "empty content, cut off at the output limit by its reasoning",
    transient: false,
    serve: (asked) =>
      reworded(asked, ({ role }) => ({ role, content: null, reasoning_content: "Let me see." }), "length"),
  },
  {
    name: "empty_stop",
    says: "empty content with finish_reason stop",
    transient: false,
    serve: (asked) => reworded(asked, ({ role }) => ({ role, content: null }), "stop"),
  },
  {
    name: "truncated",
    says: "half of the answer, cut off at the output limit",
    transient: false,
    serve: (asked) =>
      reworded(
        asked,
        ({ role, content }) => (content ? { role, content: content.slice(0, content.length >> 1) } : null),
        "length",
      ),
  },
  {
    name: "filtered",
    says: "empty content, withheld by a content filter",
    transient: false,
    serve: (asked) => reworded(asked, ({ role }) => ({ role, content: "" }), "content_filter"),
  },
  {
    name: "prompt_cut",
    says: "an answer to the first tokens of a long prompt, whose usage alone tells of the cut",
    transient: false,
    serve: (asked) =>
      changed(asked, ({ usage }) =>
        usage === null || usage.prompt_tokens <= 8 * keptTokens
          ? null
          : {
              usage: {
                ...usage,
                prompt_tokens: keptTokens,
                total_tokens: keptTokens + usage.completion_tokens,
              },
            },
      ),
  },
  {
    name: "prompt_beginning_cut",
    says: "an answer to the last tokens of a long prompt, all that a small context leaves of it",
    transient: false,
    serve: (asked) => {
      const rest = withoutBeginning(asked.request);
      if (JSON.stringify(rest) === JSON.stringify(asked.request)) return null;
      const { status, body } = asked.answer(rest);
      return status === 200 ? json(status, body) : null;
    },
  },
  {
    name: "finish_wrong",
    says: "an answer cut off at max_tokens that ends with finish_reason stop",
    transient: false,
    serve: (asked) =>
      changed(asked, ({ choices: [choice] }) =>
        choice.finish_reason === "length" ? { choices: [{ ...choice, finish_reason: "stop" }] } : null,
      ),
  },
  {
    name: "limit_ignored",
    says: "an answer as long as if there were no max_tokens",
    transient: false,
    serve: (asked) => {
      const { max_tokens: _, max_completion_tokens: __, ...unlimited } = asked.request;
      if (Object.keys(unlimited).length === Object.keys(asked.request).length) return null;
      const { status, body } = asked.answer(unlimited);
      return status === 200 ? json(status, body) : null;
    },
  },
  {
    name: "usage_missing",
    says: "the right answer without a count of its tokens",
    transient: false,
    serve: (asked) => changed(asked, () => ({ usage: null })),
  },
] as const satisfies readonly FaultKind[];
