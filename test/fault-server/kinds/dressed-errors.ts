import { changed } from "../chat-completion.js";
import type { FaultKind } from "../fault-kind.js";
import { json } from "../served.js";

/** Errors that come with HTTP status 200. */
export const dressedErrors = [
  {
    name: "error_object",
    says: "200 whose body is an error object with a code",
    transient: true,
    serve: ({ aside }) => json(200, { error: { code: 502, message: `Provider returned error${aside}` } }),
  },
  {
    name: "error_finish",
    says: "200 with half of the answer and finish_reason error",
    transient: true,
    serve: (asked) =>
      changed(asked, ({ choices: [choice] }) => {
        const content = choice.message.content ?? "";
        const message = { ...choice.message, content: content.slice(0, content.length >> 1) };
        return { choices: [{ ...choice, message, finish_reason: "error" }] };
      }),
  },
  {
    name: "error_text",
    says: "200 whose body is a JSON text and no object",
    transient: true,
    serve: ({ aside }) => json(200, `upstream connect error${aside}`),
  },
  {
    name: "error_late",
    says: "200 that keeps the connection alive with white space, then an error with null usage",
    transient: true,
    serve: ({ aside }) => {
      const error = { message: `Upstream idle timeout exceeded${aside}`, code: 504 };
      const served = json(200, { id: "gen-1", choices: [], usage: null, error });
      return { ...served, body: `\n\n  \n${served.body}` };
    },
  },
] as const satisfies readonly FaultKind[];
