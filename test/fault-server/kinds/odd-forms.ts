import { reworded } from "../chat-completion.js";
import type { Asked, FaultKind } from "../fault-kind.js";

/** Changes a text that was to be JSON. */
function jsonText({ request }: Asked, change: (content: string) => string) {
  const wanted = request["response_format"] !== undefined;
  return (message: { readonly role: "assistant"; readonly content: string | null }) =>
    wanted && message.content ? { ...message, content: change(message.content) } : null;
}

/** Answers in another form than was asked for. */
export const oddForms = [
  {
    name: "format_ignored",
    says: "prose where response_format asked for JSON",
    transient: false,
    serve: (asked) =>
      reworded(
        asked,
        jsonText(asked, () => "I would say that it is quite good."),
      ),
  },
  {
    name: "json_malformed",
    says: "JSON that lacks its end, with a normal finish",
    transient: false,
    serve: (asked) =>
      reworded(
        asked,
        jsonText(asked, (content) => content.slice(0, -2)),
      ),
  },
  {
    name: "json_fenced",
    says: "JSON in a fenced block between two sentences",
    transient: false,
    serve: (asked) =>
      reworded(
        asked,
        jsonText(asked, (content) => `Here it is:\n\n\`\`\`json\n${content}\n\`\`\`\n\nI hope this helps.`),
      ),
  },
  {
    name: "tool_arguments",
    says: "tool calls whose arguments are broken JSON",
    transient: false,
    serve: (asked) =>
      reworded(asked, (message) =>
        message.tool_calls === undefined
          ? null
          : {
              ...message,
              tool_calls: message.tool_calls.map((call) => ({
                ...call,
                function: { ...call.function, arguments: `${call.function.arguments.slice(0, -1)},` },
              })),
            },
      ),
  },
] as const satisfies readonly FaultKind[];
