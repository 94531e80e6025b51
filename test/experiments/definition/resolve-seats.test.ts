import { expect, test } from "vitest";
import { parseDefinition } from "../../../experiments/definition/parse-definition.js";
import { requireKeys } from "../../../experiments/definition/require-keys.js";
import { resolveSeats } from "../../../experiments/definition/resolve-seats.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import { seats } from "../../../models/chat.js";
import { minimalYaml, seatsOf, withModels } from "./minimal.js";

test("a seat overrides the defaults one setting at a time, and maps are joined", () => {
  const { weak, main } = seatsOf([
    "defaults: { model: big, base_url: https://a.example/v1/, max_tokens: 100, extra_body: { x: 1, y: 1 } }",
    "weak: { model: small, max_tokens: null, timeout_seconds: 5, concurrency: 2, extra_body: { y: 2 } }",
  ]);
  expect(main).toEqual({
    model: "big",
    baseUrl: "https://a.example/v1",
    apiKeyEnv: "OPENAI_API_KEY",
    sampling: { maxTokens: 100 },
    extraBody: { x: 1, y: 1 },
    extraHeaders: {},
    timeoutMs: 600_000,
    concurrency: 8,
    price: null,
  });
  expect(weak).toMatchObject({
    model: "small",
    sampling: { temperature: 1 },
    timeoutMs: 5000,
    concurrency: 2,
    extraBody: { x: 1, y: 2 },
  });
});

test("simulated seats have names of their own, no key and no price", () => {
  const resolved = seatsOf(["defaults: { base_url: simulated }"], { OPENAI_API_KEY: "k" });
  for (const seat of seats) {
    expect(resolved[seat]).toMatchObject({ model: `simulated-${seat}`, apiKeyEnv: null, price: null });
  }
});

test("a simulated seat among real ones does not take their model, nor the other way round", () => {
  const real = ["defaults: { base_url: https://a.example/v1, model: m }", "judge: { base_url: simulated }"];
  expect(seatsOf(real).judge.model).toBe("simulated-judge");
  const mixed = withModels("defaults: { base_url: simulated }", "judge:", "  base_url: https://a.example/v1");
  expect(() => resolveSeats(parseDefinition(mixed, "x.yaml"), fixedEnvironment({}))).toThrow(
    "x.yaml:7: models.judge.model is missing; give it there or under models.defaults",
  );
});

test("the solvers answer at the evaluation's temperature unless their seat says otherwise", () => {
  const text = `${withModels("defaults: { base_url: simulated, temperature: 0.2 }", "strong: { temperature: 0.7 }")}evaluation:
  solver_temperature: 0.9
`;
  const resolved = resolveSeats(parseDefinition(text, "x.yaml"), fixedEnvironment({}));
  expect(resolved.weak.sampling).toEqual({ temperature: 0.9 });
  expect(resolved.strong.sampling).toEqual({ temperature: 0.7 });
  expect(resolved.judge.sampling).toEqual({ temperature: 0.2 });
});

test("a null temperature sends none", () => {
  const text = `${withModels("defaults: { base_url: simulated }", "weak: { temperature: null }")}`;
  const resolved = resolveSeats(parseDefinition(text, "x.yaml"), fixedEnvironment({}));
  expect(resolved.weak.sampling).toEqual({});
});

test("without a base URL the environment's is used, else OpenAI's", () => {
  const lines = ["defaults: { model: m }"];
  expect(seatsOf(lines).main.baseUrl).toBe("https://api.openai.com/v1");
  const variables = { OPENAI_BASE_URL: "http://cluster.example:8000/v1/" };
  expect(seatsOf(lines, variables).main.baseUrl).toBe("http://cluster.example:8000/v1");
});

test("a base URL can come from a variable of any name, whole or in part", () => {
  const lines = [
    "defaults: { model: m, base_url_env: CLUSTER_URL }",
    `weak: { base_url: "http://\${WEAK_HOST}:8000/v1" }`,
  ];
  const resolved = seatsOf(lines, { CLUSTER_URL: "http://c.example/v1", WEAK_HOST: "node7" });
  expect(resolved.main.baseUrl).toBe("http://c.example/v1");
  expect(resolved.weak.baseUrl).toBe("http://node7:8000/v1");
});

test.each([
  [`base_url: \${CLUSTER_URL}`, "models.defaults.base_url names the variable CLUSTER_URL, which is not set"],
  [
    "base_url_env: CLUSTER_URL",
    "models.defaults.base_url_env names the variable CLUSTER_URL, which is not set",
  ],
  [
    "base_url: https://u:secret@a.example/v1",
    "models.defaults.base_url must not hold a user name or password",
  ],
  ["base_url: https://a.example/v1?key=secret", "models.defaults.base_url must end with its path"],
])(
  "an endpoint that cannot be used is refused once, at its line, without its secrets: %s",
  (line, sentence) => {
    const parsed = parseDefinition(withModels("defaults:", "  model: m", `  ${line}`), "x.yaml");
    try {
      resolveSeats(parsed, fixedEnvironment({}));
      expect.unreachable();
    } catch (error) {
      const text = String(error);
      expect(text).toContain(`x.yaml:8: ${sentence}`);
      expect(text.split("\n")).toHaveLength(1);
      expect(text).not.toContain("secret");
    }
  },
);

test("a public endpoint needs a key; a local one takes it only when it is set", () => {
  const local = ["defaults: { model: m, base_url: http://localhost:8000/v1 }"];
  expect(seatsOf(local).main.apiKeyEnv).toBeNull();
  expect(seatsOf(local, { OPENAI_API_KEY: "k" }).main.apiKeyEnv).toBe("OPENAI_API_KEY");
  expect(seatsOf(["defaults: { model: m, base_url: http://10.0.0.7/v1 }"]).main.apiKeyEnv).toBeNull();
  expect(seatsOf(["defaults: { model: m }"]).main.apiKeyEnv).toBe("OPENAI_API_KEY");
  const none = ["defaults: { model: m, api_key_env: null }"];
  expect(seatsOf(none, { OPENAI_API_KEY: "k" }).main.apiKeyEnv).toBeNull();
});

test("the defaults' key goes to no other host than theirs", () => {
  const resolved = seatsOf([
    "defaults: { model: m, base_url: https://a.example/v1, api_key_env: A_KEY }",
    "weak: { base_url: http://localhost:8000/v1 }",
    "strong: { base_url: https://a.example/v2 }",
    "judge: { base_url: http://localhost:8000/v1, api_key_env: A_KEY }",
  ]);
  expect(resolved.main.apiKeyEnv).toBe("A_KEY");
  expect(resolved.weak.apiKeyEnv).toBeNull();
  expect(resolved.strong.apiKeyEnv).toBe("A_KEY");
  expect(resolved.judge.apiKeyEnv).toBe("A_KEY");
});

test("where the defaults name no endpoint their key is meant for every seat", () => {
  const resolved = seatsOf([
    "defaults: { model: m, api_key_env: A_KEY }",
    "weak: { base_url: https://b.example/v1 }",
  ]);
  expect(resolved.weak.apiKeyEnv).toBe("A_KEY");
});

test("a key itself is nowhere in what is resolved", () => {
  const resolved = seatsOf(["defaults: { model: m }"], { OPENAI_API_KEY: "sk-very-secret" });
  expect(JSON.stringify(resolved)).not.toContain("sk-very-secret");
});

test("a key that is not set is refused once, where it is named", () => {
  const text = withModels(
    "defaults: { base_url: simulated }",
    "weak:",
    "  model: m",
    "  base_url: https://a.example/v1",
    "  api_key_env: A_KEY",
  );
  const parsed = parseDefinition(text, "x.yaml");
  const environment = fixedEnvironment({});
  const resolved = resolveSeats(parsed, environment);
  expect(() => requireKeys(resolved, parsed, environment)).toThrow(
    "x.yaml:10: models.weak.api_key_env names A_KEY, which is not set.\n" +
      "Set it, or point models.weak at another endpoint.",
  );
  requireKeys(resolved, parsed, fixedEnvironment({ A_KEY: "k" }));
});

test("a key that nothing names is asked for by the seats that need it", () => {
  const parsed = parseDefinition(
    `${minimalYaml}models: { defaults: { model: m }, weak: { base_url: simulated } }`,
    "x.yaml",
  );
  const environment = fixedEnvironment({});
  expect(() => requireKeys(resolveSeats(parsed, environment), parsed, environment)).toThrow(
    "x.yaml:5: models.main needs the key in OPENAI_API_KEY, which is not set.\n" +
      "Set it, or point models.main, models.challenger, models.verifier, models.strong, models.judge, " +
      "models.analyzer, models.implementer at another endpoint.",
  );
});
