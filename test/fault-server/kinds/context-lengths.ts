import type { FaultKind } from "../fault-kind.js";
import { json } from "../served.js";

/** Requests that are too long, in the words of several servers. */
export const contextLengths = [
  {
    name: "context_code",
    says: "400 with code context_length_exceeded",
    transient: false,
    serve: ({ aside }) =>
      json(400, {
        error: {
          message: `This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.${aside}`,
          type: "invalid_request_error",
          param: "messages",
          code: "context_length_exceeded",
        },
      }),
  },
  {
    name: "context_no_room",
    says: "400 that leaves no token for the answer",
    transient: false,
    serve: ({ aside }) =>
      json(400, {
        object: "error",
        message: `max_tokens must be at least 1, got -809.${aside}`,
        type: "BadRequestError",
        code: 400,
      }),
  },
  {
    name: "context_too_long",
    says: "400 with a count and a maximum of tokens",
    transient: false,
    serve: ({ aside }) =>
      json(400, { error: { message: `prompt is too long: 213423 tokens > 200000 maximum${aside}` } }),
  },
  {
    name: "context_available",
    says: "500 that exceeds the available context size",
    transient: false,
    serve: ({ aside }) =>
      json(500, {
        error: { code: 500, message: `the request exceeds the available context size${aside}` },
      }),
  },
  {
    name: "context_payload",
    says: "413 without a word on tokens",
    transient: false,
    serve: ({ aside }) => ({
      status: 413,
      headers: { "content-type": "text/plain" },
      body: `Payload Too Large${aside}`,
    }),
  },
] as const satisfies readonly FaultKind[];
