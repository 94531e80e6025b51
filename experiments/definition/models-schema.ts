import { z } from "zod";
import type { Seat } from "../../models/chat.js";
import { simulatedBaseUrl } from "../../models/seat-config.js";

/** Where an endpoint and its key are looked for when the experiment does not say. */
export const endpointDefaults = {
  baseUrlEnv: "OPENAI_BASE_URL",
  baseUrl: "https://api.openai.com/v1",
  apiKeyEnv: "OPENAI_API_KEY",
} as const;

const variableName = z
  .string()
  .regex(/^[A-Za-z_]\w*$/, "must be the name of an environment variable, such as OPENAI_API_KEY");

const baseUrl = z
  .string()
  .refine(
    (text) => text === simulatedBaseUrl || text.includes("${") || /^https?:\/\/[^/]/.test(text),
    `must be simulated, an http(s) URL such as https://host/v1, or a variable: \${${endpointDefaults.baseUrlEnv}}`,
  );

const secretHeaders = /^(authorization|proxy-authorization|cookie|x-api-key|api-key)$/i;

const headers = z
  .record(z.string(), z.string())
  .refine(
    (given) => !Object.keys(given).some((name) => secretHeaders.test(name)),
    "must not hold a key: put it into an environment variable and name that in api_key_env",
  );

export const priceSchema = z.strictObject({
  input_per_million: z.number().min(0).describe("US dollars per million input tokens."),
  output_per_million: z.number().min(0).describe("US dollars per million output tokens."),
  cached_input_per_million: z
    .number()
    .min(0)
    .optional()
    .describe(
      "US dollars per million input tokens that the provider had cached; as other input if not given.",
    ),
});

const seat = z.strictObject({
  model: z
    .string()
    .min(1)
    .optional()
    .describe("Model name as the endpoint knows it; simulated seats have one of their own."),
  base_url: baseUrl
    .optional()
    .describe(
      `Base URL of an OpenAI-compatible endpoint, \${VARIABLE} for one from the environment, or "${simulatedBaseUrl}".`,
    ),
  base_url_env: variableName
    .optional()
    .describe(
      `Variable that holds the base URL when base_url is not given; without either ${endpointDefaults.baseUrlEnv} ` +
        `is used, else ${endpointDefaults.baseUrl}.`,
    ),
  api_key_env: variableName
    .nullable()
    .optional()
    .describe(
      `Variable that holds the key, null for an endpoint without one; by default ${endpointDefaults.apiKeyEnv}, ` +
        "which local endpoints may leave unset. A key for one host is never inherited by a seat at another.",
    ),
  temperature: z
    .number()
    .min(0)
    .max(2)
    .nullable()
    .optional()
    .describe("Sampling temperature, sent only when given; null sends none."),
  top_p: z
    .number()
    .gt(0)
    .max(1)
    .nullable()
    .optional()
    .describe("Nucleus sampling, sent only when given; null sends none."),
  max_tokens: z
    .int()
    .min(1)
    .nullable()
    .optional()
    .describe("Most tokens of one reply, sent only when given; null sends none."),
  timeout_seconds: z.number().gt(0).optional().describe("How long one request may take."),
  concurrency: z.int().min(1).optional().describe("Most requests under way at once."),
  extra_body: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      "Added to every request body as it is (thinking switches, routing); joined with the defaults'.",
    ),
  extra_headers: headers.optional().describe("Added to every request's headers; joined with the defaults'."),
  price: priceSchema
    .nullable()
    .optional()
    .describe(
      "What the model costs, above what a price file says; null when it is not known or costs nothing.",
    ),
});

const defaults = seat.extend({
  timeout_seconds: z.number().gt(0).default(600).describe("How long one request may take."),
  concurrency: z
    .int()
    .min(1)
    .default(8)
    .describe("Most requests under way at once at one endpoint and model."),
  price: seat.shape.price.default(null),
});

const roles: Readonly<Record<Seat, string>> = {
  main: "The main agent that directs an episode.",
  challenger: "Writes the examples.",
  verifier: "Checks the quality of an example before it is evaluated.",
  weak: "The solver that should fail.",
  strong: "The solver that should succeed.",
  judge: "Marks the solvers' answers against the rubric.",
  analyzer: "Reads trajectories and finds root causes.",
  implementer: "Edits the harness.",
};

const overriding = (name: Seat) => seat.prefault({}).describe(`${roles[name]} Overrides the defaults.`);

export const modelsSchema = z.strictObject({
  defaults: defaults.prefault({}).describe("What holds for every seat that does not say otherwise."),
  main: overriding("main"),
  challenger: overriding("challenger"),
  verifier: overriding("verifier"),
  weak: overriding("weak"),
  strong: overriding("strong"),
  judge: overriding("judge"),
  analyzer: overriding("analyzer"),
  implementer: overriding("implementer"),
});
