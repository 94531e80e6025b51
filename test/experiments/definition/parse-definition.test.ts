import { expect, test } from "vitest";
import type { Overrides } from "../../../experiments/definition/overrides.js";
import { parseDefinition } from "../../../experiments/definition/parse-definition.js";
import { UsageError } from "../../../foundation/errors.js";
import { plainSolvers } from "../../../inner/referee/solver-mode.js";
import { minimalYaml, withModels } from "./minimal.js";

/** The lines of the error that a definition causes. */
function problems(text: string, overrides: Overrides = {}): string[] {
  try {
    parseDefinition(text, "x.yaml", overrides);
  } catch (error) {
    if (error instanceof UsageError) return error.message.split("\n");
    throw error;
  }
  return [];
}

test("what is not given has its declared default", () => {
  const { definition } = parseDefinition(minimalYaml, "x.yaml");
  expect(definition).toMatchObject({
    seed: 7,
    task: "cs-research",
    harness: "harness-baseline/cs-research",
    corpus: { path: "papers", minWords: 80, maxCharacters: 24_000 },
    models: { defaults: { timeoutSeconds: 600, concurrency: 8, price: null }, weak: {} },
    evaluation: {
      attempts: null,
      solverTemperature: 1,
      acceptance: null,
      gated: true,
      stopWhenCertain: false,
    },
    solvers: plainSolvers,
    limits: { rounds: 8, chatCalls: 120, tokens: 2_000_000, memoryMb: 32, hostCalls: 400 },
    search: {
      policy: "efficient",
      iterations: 3,
      concurrency: 2,
      temperature: 0.1,
      minibatch: 4,
      edits: "prompts",
    },
    budget: { usd: null, tokens: null, calls: null },
    runsDir: "runs",
  });
});

test("a misspelt key is refused at its line with the key it resembles", () => {
  expect(problems(withModels("weak:", "  modle: m"))).toEqual([
    "x.yaml:7: models.weak.modle is not a known key; did you mean models.weak.model?",
  ]);
});

test("a key in the wrong section is told where it belongs", () => {
  expect(problems(`${minimalYaml}iterations: 3\nextra_body: {}`)).toEqual([
    "x.yaml:5: iterations is not a known key; it belongs under search",
    "x.yaml:6: extra_body is not a known key; it belongs under models.defaults",
  ]);
});

test("a key that resembles none is answered with the known ones", () => {
  expect(problems(`${minimalYaml}budget: { rubles: 3 }`)).toEqual([
    "x.yaml:5: budget.rubles is not a known key; known here: usd, tokens, calls, hours",
  ]);
});

test("a missing key is named with its section, form and meaning", () => {
  const lines = problems(minimalYaml.replace("iterations: 3", "concurrency: 2"));
  expect(lines).toEqual([
    "x.yaml:4: search.iterations is missing; give it under search: a whole number, at least 1. " +
      "How many mutants are tried.",
  ]);
});

test.each([
  ["seed: seven", 'seed must be a whole number, at least 0; found the text "seven"'],
  ["seed: 1.5", "seed must be a whole number, at least 0; found 1.5"],
  ["budget: { usd: 0 }", "budget.usd must be a number, more than 0, or null; found 0"],
  ["budget: 5", "budget must be a mapping of keys to values; found 5"],
  ["limits: []", "limits must be a mapping of keys to values; found a list"],
  ["limits:", "limits must be a mapping of keys to values; found nothing"],
  ["task: poetry", 'task must be one of cloze, cs-research, legal, verifiable; found the text "poetry"'],
])("a wrong value is refused with what is expected: %s", (line, sentence) => {
  expect(problems(`${minimalYaml}${line}\n`)).toEqual([`x.yaml:5: ${sentence}`]);
});

test("several problems come in the order of their lines, one line each", () => {
  const text = `name: a/b
corpus: { path: papers, max_characters: 5 }
splits: { train: 0, validation: 1, test: 1 }
search: { iterations: 3, edits: code }
`;
  expect(problems(text).map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
    "x.yaml:1: name",
    "x.yaml:2: corpus.max_characters",
    "x.yaml:3: splits.train",
    "x.yaml:4: search.edits",
  ]);
});

test("a minibatch larger than the training split is refused", () => {
  const text = minimalYaml.replace("iterations: 3", "iterations: 3, minibatch: 5");
  expect(problems(text)).toEqual(["x.yaml:4: search.minibatch must not be larger than splits.train"]);
});

test("a key written into a header is refused without being shown", () => {
  const lines = problems(withModels("weak:", "  extra_headers: { Authorization: Bearer sk-123 }"));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("x.yaml:7: models.weak.extra_headers must not hold a key");
  expect(lines[0]).not.toContain("sk-123");
});

test.each([
  ["", "x.yaml:1: the experiment must be a mapping of keys to values; found nothing"],
  ["- a", "x.yaml:1: the experiment must be a mapping of keys to values; found a list"],
  ["name: a\nseed: 1\nseed: 2", "x.yaml:3: this key is given twice"],
])("text that is no experiment is refused in a sentence: %j", (text, sentence) => {
  expect(problems(text)).toEqual([sentence]);
});

test("broken YAML is refused with its line", () => {
  expect(problems("name: a\ncorpus: [")[0]).toMatch(/^x\.yaml:2: /);
});

test("settings reached through an alias are found where they are written", () => {
  const text = withModels("strong: &solver", "  temprature: 1", "weak: *solver");
  expect(problems(text)).toEqual([
    "x.yaml:7: models.weak.temprature is not a known key; did you mean models.weak.temperature?",
    "x.yaml:7: models.strong.temprature is not a known key; did you mean models.strong.temperature?",
  ]);
});

test("options of the command line win over the file and are validated like it", () => {
  const overrides = { seed: 11, iterations: 40, budgetUsd: 2.5, corpus: "other", baseUrl: "simulated" };
  const { definition } = parseDefinition(minimalYaml, "x.yaml", overrides);
  expect(definition).toMatchObject({
    seed: 11,
    search: { iterations: 40 },
    budget: { usd: 2.5 },
    corpus: { path: "other" },
    models: { defaults: { baseUrl: "simulated" } },
  });
  expect(problems(minimalYaml, { iterations: Number.NaN })).toEqual([
    "--iterations: search.iterations must be a whole number, at least 1; found NaN",
  ]);
});

test("an option supplies what the file leaves out", () => {
  const text = minimalYaml.replace("search: { iterations: 3 }\n", "");
  expect(parseDefinition(text, "x.yaml", { iterations: 5 }).definition.search.iterations).toBe(5);
});

test("a setting's place is its line, that of its section, or the option that set it", () => {
  const { where } = parseDefinition(withModels("weak:", "  model: m"), "x.yaml", { seed: 3 });
  expect(where(["models", "weak", "model"])).toBe("x.yaml:7");
  expect(where(["models", "weak", "api_key_env"])).toBe("x.yaml:6");
  expect(where(["seed"])).toBe("--seed");
});

test("what belongs to an endpoint or a task keeps its own spelling of keys", () => {
  const text = `${withModels("weak:", "  extra_body: { top_k: { min_p: 1 } }")}evaluation:
  acceptance: { weak_mean_max: 0.5 }
`;
  const { definition } = parseDefinition(text, "x.yaml");
  expect(definition.models.weak.extraBody).toEqual({ top_k: { min_p: 1 } });
  expect(definition.evaluation.acceptance).toEqual({ weak_mean_max: 0.5 });
});

test("a policy may be put together from parts, but not one whose acceptance asks for runs that are not made", () => {
  const withPolicy = (policy: string) =>
    minimalYaml.replace("search: { iterations: 3 }", `search: { iterations: 3, policy: ${policy} }`);
  const parts = parseDefinition(withPolicy("{ evaluation: paper, acceptance: paper }"), "x.yaml");
  expect(parts.definition.search.policy).toEqual({
    ...{ selection: "efficient", evaluation: "paper", acceptance: "paper", final: "efficient" },
  });
  expect(problems(withPolicy("{ acceptance: paper }")).join("\n")).toContain(
    "paper compares fresh runs of parent and mutant, which only search.policy.evaluation paper makes",
  );
});

test("crossover is refused under the paper's policy, however it is written", () => {
  const search = (policy: string) =>
    minimalYaml.replace("search: { iterations: 3 }", `search: { iterations: 3, crossover: 0.1${policy} }`);
  const paper = "{ selection: paper, evaluation: paper, acceptance: paper, final: paper }";
  for (const policy of [", policy: paper", `, policy: ${paper}`]) {
    expect(problems(search(policy))).toEqual([
      "x.yaml:4: search.crossover must be 0 under search.policy paper: the paper's search has no crossover",
    ]);
  }
  for (const policy of ["", ", policy: { selection: paper }"]) {
    expect(parseDefinition(search(policy), "x.yaml").definition.search.crossover).toBe(0.1);
  }
});
