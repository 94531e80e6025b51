import { changed, reworded } from "../chat-completion.js";
import type { FaultKind } from "../fault-kind.js";

/** An endpoint with so small a context lets this much of a long prompt pass without saying so. */
const keptTokens = 512;

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
    name: "usage_missing",
    says: "the right answer without a count of its tokens",
    transient: false,
    serve: (asked) => changed(asked, () => ({ usage: null })),
  },
] as const satisfies readonly FaultKind[];
