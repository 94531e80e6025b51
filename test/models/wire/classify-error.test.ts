import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classifyFailure, type WireFailure } from "../../../models/wire/classify-error.js";
import { type RefusableParameter, refusableParameters } from "../../../models/wire/refused-parameters.js";

const asked = { endpoint: "api.example/v1", model: "m", conceal: (text: string) => text };
const everything = new Set(refusableParameters);

function classify(
  status: number,
  body: unknown,
  parameters: ReadonlySet<RefusableParameter> = everything,
  moreOutput = false,
) {
  const failure: WireFailure = { status, body, retryAfterMs: null };
  return classifyFailure(failure, { parameters, moreOutput }, asked);
}

function faultOf(status: number, body: unknown): string {
  const trouble = classify(status, body);
  return trouble.kind === "fault" ? trouble.error.fault : trouble.kind;
}

describe("a request that is too long", () => {
  test.each([
    [400, { error: { message: "too long", code: "context_length_exceeded" } }],
    [
      400,
      "This model's maximum context length is 16384 tokens. However, you requested 122946 tokens (112946 in the messages, 10000 in the completion).",
    ],
    [
      400,
      "'max_tokens' or 'max_completion_tokens' is too large: 10000. This model's maximum context length is 8192 tokens and your request has 5000 input tokens",
    ],
    [
      400,
      {
        object: "error",
        message: "max_tokens must be at least 1, got -3.",
        type: "BadRequestError",
        code: 400,
      },
    ],
    [
      400,
      {
        error: {
          type: "exceed_context_size_error",
          message:
            "request (9412 tokens) exceeds the available context size (8192 tokens), try increasing it",
        },
      },
    ],
    [
      500,
      {
        error: {
          code: 500,
          message: "the request exceeds the available context size. try increasing the context size",
        },
      },
    ],
    [400, "The input (516368 tokens) is longer than the model's context length (262144 tokens)."],
    [400, "Requested token count exceeds the model's maximum context length of 32768 tokens."],
    [400, "prompt is too long: 213423 tokens > 200000 maximum"],
    [
      400,
      [
        {
          error: {
            code: 400,
            message:
              "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
            status: "INVALID_ARGUMENT",
          },
        },
      ],
    ],
    [400, "This model's maximum prompt length is 131072 but the request contains 537812 tokens"],
    [400, "Please reduce the length of the messages or completion."],
    [400, "Prompt contains 65673 tokens, too large for model with 32768 maximum context length"],
    [400, "Input tokens exceed the configured limit of 272000 tokens."],
    [400, "prompt token count of 200000 exceeds the limit of 128000"],
    [400, "Requested tokens (2285) exceed context window of 2048"],
    [400, "Your request exceeded model token limit: 262144"],
    [400, "Prompt exceeds max length"],
    [413, "Payload Too Large"],
    [
      200,
      {
        error: {
          message: "Provider returned error",
          code: 400,
          metadata: { raw: '{"error":{"message":"context_length_exceeded"}}' },
        },
      },
    ],
  ])("is a finish, not a fault: %i %j", (status, body) => {
    expect(classify(status, body)).toEqual({ kind: "finish", finish: "context_length" });
  });
});

describe("a larger output budget that the model cannot give", () => {
  test.each([
    [
      400,
      {
        error: {
          message:
            "max_tokens is too large: 20000. This model supports at most 16384 completion tokens, whereas you provided 20000.",
          param: "max_tokens",
          code: "invalid_value",
        },
      },
    ],
    [
      400,
      "max_tokens: 9000 > 8192, which is the maximum allowed number of output tokens for claude-3-5-sonnet",
    ],
    [
      400,
      {
        error: {
          message:
            "`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model",
        },
      },
    ],
    [422, { error: "`max_new_tokens` must be <= 4096. Given: 8192" }],
  ])("leaves a truncated reply truncated, and is not a setting to mend: %i %j", (status, body) => {
    expect(classify(status, body, everything, true)).toEqual({ kind: "finish", finish: "length" });
    expect(faultOf(status, body)).toBe("refused_request");
  });

  test("is not mistaken for a parameter that goes by another name", () => {
    const body = { error: { message: "Unsupported parameter: 'max_tokens'", param: "max_tokens" } };
    expect(classify(400, body, everything, true)).toMatchObject({ parameter: "max_tokens" });
  });
});

describe("a filtered request", () => {
  test.each([
    [400, { error: { code: "content_filter", message: "The response was filtered" } }],
    [
      400,
      { error: { message: "Input data may contain inappropriate content.", code: "data_inspection_failed" } },
    ],
    [
      403,
      { error: { code: 403, message: "Your chosen model requires moderation and your input was flagged" } },
    ],
  ])("is a finish, not a fault: %i %j", (status, body) => {
    expect(classify(status, body)).toEqual({ kind: "finish", finish: "content_filter" });
  });
});

describe("a refused parameter", () => {
  test.each([
    [
      "max_tokens",
      {
        error: {
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          param: "max_tokens",
          code: "unsupported_parameter",
        },
      },
    ],
    [
      "max_tokens",
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    ],
    [
      "temperature",
      {
        error: {
          message:
            "Unsupported value: 'temperature' does not support 0.1 with this model. Only the default (1) value is supported.",
          param: "temperature",
          code: "unsupported_value",
        },
      },
    ],
    ["top_p", "`temperature` and `top_p` cannot both be specified for this model. Please use only one."],
    [
      "seed",
      {
        detail: [
          { type: "extra_forbidden", loc: ["body", "seed"], msg: "Extra inputs are not permitted", input: 7 },
        ],
      },
    ],
    [
      "seed",
      [
        {
          error: {
            code: 400,
            message: 'Invalid JSON payload received. Unknown name "seed": Cannot find field.',
          },
        },
      ],
    ],
    ["response_format", { error: "'response_format.type' must be 'json_schema' or 'text'" }],
    ["response_format", "response_format json_object is not supported by this model"],
    [
      "temperature",
      {
        error: {
          message: "Provider returned error",
          code: 400,
          metadata: {
            raw: '{"error":{"message":"Unsupported parameter: temperature","param":"temperature"}}',
          },
        },
      },
    ],
  ])("is named: %s", (parameter, body) => {
    expect(classify(400, body)).toEqual({ kind: "refused_parameter", parameter, onlyHere: false });
  });

  test("that only this request cannot have is marked so", () => {
    const message =
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.";
    const trouble = classify(400, { error: { message, param: "messages" } });
    expect(trouble).toEqual({ kind: "refused_parameter", parameter: "response_format", onlyHere: true });
  });

  test("is never one that was not sent", () => {
    const body = { error: { message: "Unsupported parameter: seed", param: "seed" } };
    const trouble = classify(400, body, new Set(["temperature"]));
    expect(trouble.kind).toBe("fault");
  });

  test("is not one whose value alone is wrong", () => {
    const body = { error: { message: "Invalid 'temperature': maximum value is 2", param: "temperature" } };
    expect(faultOf(400, body)).toBe("refused_request");
  });

  test("is never the tools", () => {
    const message = '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set';
    expect(faultOf(400, { message })).toBe("refused_request");
    expect(faultOf(404, { error: { message: "No endpoints found that support tool use." } })).toBe(
      "refused_request",
    );
  });
});

describe("a fault", () => {
  test.each([
    [
      "rate_limit",
      429,
      { error: { message: "Rate limit reached for requests per minute", code: "rate_limit_exceeded" } },
    ],
    ["rate_limit", 429, ""],
    [
      "rate_limit",
      429,
      { error: { message: "You exceeded your current quota", status: "RESOURCE_EXHAUSTED" } },
    ],
    [
      "quota",
      429,
      {
        error: {
          message: "You exceeded your current quota, please check your plan",
          code: "insufficient_quota",
        },
      },
    ],
    ["quota", 429, { error: { message: "Your credit balance is too low" } }],
    ["quota", 402, { error: { message: "Insufficient credits" } }],
    [
      "refused_request",
      429,
      { error: { message: "Request too large for m on tokens per min (TPM): Limit 30000, Requested 40000" } },
    ],
    [
      "refused_request",
      413,
      { error: { message: "Request too large: tokens per minute", code: "rate_limit_exceeded" } },
    ],
    ["authentication", 401, { error: { message: "Incorrect API key provided" } }],
    ["authentication", 403, "Forbidden"],
    ["refused_request", 404, { error: { message: "The model `m` does not exist" } }],
    ["refused_request", 400, { error: { message: "messages must alternate" } }],
    ["timeout", 408, ""],
    ["server", 409, ""],
    ["server", 500, "oops"],
    ["server", 503, { error: { message: "overloaded" } }],
    ["server", 529, { error: { type: "overloaded_error" } }],
    ["server", 200, { error: { message: "something broke" } }],
    ["server", 200, { error: { message: "Upstream error", code: 502 } }],
    ["rate_limit", 200, { error: { message: "Rate limit exceeded" } }],
    ["rate_limit", 200, { error: { message: "slow down", code: 429 } }],
    ["quota", 200, { error: { message: "Insufficient credits", code: 402 } }],
  ])("%s is told from %i %j", (fault, status, body) => {
    expect(faultOf(status, body)).toBe(fault);
  });

  test("says who answered what, in one bounded line", () => {
    const trouble = classify(500, { error: { message: `first\nsecond ${"x".repeat(5000)}` } });
    if (trouble.kind !== "fault") throw new Error(trouble.kind);
    expect(trouble.error.message).toMatch(/^api\.example\/v1 answered 500 for m: first second x+$/);
    expect(trouble.error.message.length).toBeLessThan(400);
  });
});

test("no body makes it throw, and what it calls refused was sent", () => {
  const statuses = fc.constantFrom(200, 400, 404, 413, 422, 429, 500);
  fc.assert(
    fc.property(statuses, fc.oneof(fc.string(), fc.jsonValue()), (status, body) => {
      const sent = new Set<RefusableParameter>(["seed"]);
      const trouble = classify(status, body, sent);
      expect(trouble.kind !== "refused_parameter" || sent.has(trouble.parameter)).toBe(true);
    }),
  );
});

test("a fault that came as a success carries the status it names", () => {
  const trouble = classify(200, { error: { message: "no such model", code: 404 } });
  expect(trouble).toMatchObject({ kind: "fault", error: { fault: "refused_request", status: 404 } });
});
