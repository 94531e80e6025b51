import { reworded } from "../chat-completion.js";
import type { Asked, FaultKind } from "../fault-kind.js";
import { json, type Served } from "../served.js";

function withTools({ request }: Asked, refusal: () => Served): Served | null {
  return request["tools"] === undefined ? null : refusal();
}

/** Servers and models that cannot do with tools, in the words of several. */
export const toolTroubles = [
  {
    name: "tools_refused",
    says: "400 for a request with tools: the server parses no tool calls",
    transient: false,
    serve: (asked) =>
      withTools(asked, () =>
        json(400, {
          object: "error",
          message: `"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set${asked.aside}`,
          type: "BadRequestError",
          code: 400,
        }),
      ),
  },
  {
    name: "tools_unsupported",
    says: "404 for a request with tools: nobody behind the router takes them",
    transient: false,
    serve: (asked) =>
      withTools(asked, () =>
        json(404, {
          error: { message: `No endpoints found that support tool use.${asked.aside}`, code: 404 },
        }),
      ),
  },
  {
    name: "tools_ignored",
    says: "the tool call as text of the answer",
    transient: false,
    serve: (asked) =>
      reworded(
        asked,
        ({ role, tool_calls: calls }) =>
          calls === undefined
            ? null
            : {
                role,
                content: calls
                  .map(({ function: { name, arguments: given } }) => `${name}(${given})`)
                  .join("\n"),
              },
        "stop",
      ),
  },
] as const satisfies readonly FaultKind[];
