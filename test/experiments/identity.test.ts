import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { parseDefinition } from "../../experiments/definition/parse-definition.js";
import { resolveSeats } from "../../experiments/definition/resolve-seats.js";
import { keysAt, outlineAt } from "../../experiments/definition/schema-outline.js";
import { changedSettings, type Identity, identityOf } from "../../experiments/identity.js";
import { taskOf } from "../../experiments/task-of.js";
import { fixedEnvironment } from "../../foundation/environment.js";
import { seats } from "../../models/chat.js";
import { minimalYaml } from "./definition/minimal.js";

/**
 * Every key of an experiment: what else to write there, and whether a run may be continued with it. `content`: what
 * the key leads to must be the same, wherever it lies. `with`: cannot change alone.
 */
type Change = readonly ["free" | "fixed", unknown] | readonly ["content" | "with"];

const changes: Readonly<Record<string, Change>> = {
  name: ["fixed", "other"],
  seed: ["fixed", 8],
  task: ["fixed", "legal"],
  harness: ["content"],
  prices: ["free", "prices.yaml"],
  runs_dir: ["free", "elsewhere"],
  matrix: ["with"],
  published: ["free", [{ name: "theirs", final: 0.5, criterion: "theirs", source: "a page" }]],
  "referee.without": ["fixed", ["polarity"]],
  "corpus.path": ["content"],
  "corpus.min_words": ["fixed", 81],
  "corpus.max_characters": ["fixed", 24_001],
  "corpus.licence_note": ["free", "public domain"],
  "splits.train": ["fixed", 5],
  "splits.validation": ["fixed", 3],
  "splits.test": ["fixed", 3],
  "models.*.model": ["fixed", "other-model"],
  "models.*.base_url": ["free", "https://other.example/v1"],
  "models.*.base_url_env": ["free", "OTHER_URL"],
  "models.*.api_key_env": ["free", "OTHER_KEY"],
  "models.*.temperature": ["fixed", 0.3],
  "models.*.top_p": ["fixed", 0.9],
  "models.*.max_tokens": ["fixed", 512],
  "models.*.timeout_seconds": ["free", 17],
  "models.*.concurrency": ["free", 99],
  "models.*.extra_body": ["fixed", { reasoning: { effort: "low" } }],
  "models.*.extra_headers": ["free", { "x-title": "lab" }],
  "models.*.price.input_per_million": ["free", 3],
  "models.*.price.output_per_million": ["free", 4],
  "models.*.price.cached_input_per_million": ["free", 1],
  "evaluation.attempts.weak": ["fixed", 4],
  "evaluation.attempts.strong": ["fixed", 4],
  "evaluation.solver_temperature": ["fixed", 0.5],
  "evaluation.acceptance": ["fixed", "prose"],
  "evaluation.gated": ["fixed", false],
  "evaluation.stop_when_certain": ["fixed", true],
  "solvers.weak.samples": ["fixed", 2],
  "solvers.weak.combine": ["fixed", "majority"],
  "solvers.weak.scaffold": ["fixed", "Draft twice."],
  "solvers.weak.shows": ["fixed", "document"],
  "solvers.strong.samples": ["fixed", 2],
  "solvers.strong.combine": ["fixed", "majority"],
  "solvers.strong.scaffold": ["fixed", "Draft twice."],
  "solvers.strong.shows": ["fixed", "document"],
  "inner.retest": ["fixed", 3],
  "inner.learnings_every": ["free", 8],
  "limits.rounds": ["fixed", 9],
  "limits.chat_calls": ["fixed", 121],
  "limits.tokens": ["fixed", 2_000_001],
  "limits.ticks": ["fixed", 2001],
  "limits.memory_mb": ["fixed", 33],
  "limits.host_calls": ["fixed", 401],
  "limits.output_characters": ["fixed", 20_000_001],
  "limits.wall_clock_seconds": ["fixed", 21],
  "search.policy.selection": ["fixed", "paper"],
  "search.policy.evaluation": ["fixed", "paper"],
  "search.policy.acceptance": ["with"],
  "search.policy.final": ["fixed", "paper"],
  "search.iterations": ["free", 4],
  "search.episodes": ["free", 4],
  "search.concurrency": ["fixed", 3],
  "search.temperature": ["fixed", 0.2],
  "search.minibatch": ["fixed", 3],
  "search.edits": ["fixed", "all"],
  "search.crossover": ["fixed", 0.2],
  "search.final_test_repeats": ["fixed", 2],
  "search.final_presets": ["fixed", ["prose"]],
  "search.calibrate": ["fixed", 2],
  "search.episode_retries": ["fixed", 3],
  "search.max_inconclusive_share": ["fixed", 0.3],
  "budget.usd": ["free", 5],
  "budget.tokens": ["free", 1_000_000],
  "budget.calls": ["free", 1000],
  "budget.hours": ["free", 2],
};

const base = `${minimalYaml}models:
  defaults:
    model: a-model
    base_url: https://models.example/v1
    price: { input_per_million: 1, output_per_million: 2 }
`;

function identity(yaml: string): Identity {
  const parsed = parseDefinition(yaml, "x.yaml");
  const environment = fixedEnvironment({ OTHER_URL: "https://models.example/v1" });
  const resolved = resolveSeats(parsed, environment);
  return identityOf(parsed.definition, taskOf(parsed.definition), resolved);
}

function changedBy(path: readonly string[], value: unknown): string[] {
  const experiment = parse(base);
  let section = experiment;
  for (const key of path.slice(0, -1)) section = section[key] ??= {};
  section[path.at(-1) ?? ""] = value;
  return changedSettings(identity(base), identity(stringify(experiment)));
}

/** Every key that holds a value, the seats and their defaults as one. */
function allKeys(path: readonly string[] = []): string[] {
  const keys = keysAt(path);
  return keys.length === 0 ? [path.join(".")] : keys.flatMap((key) => allKeys([...path, key]));
}

test("every key of an experiment is known as one that may change in a run, or one that may not", () => {
  const keys = allKeys().map((key) => key.replace(/^models\.\w+/, "models.*"));
  expect(Object.keys(changes).sort()).toEqual([...new Set(keys)].sort());
});

test("a run may not be continued with another policy; parts of one name are that policy", () => {
  const policy = (written: unknown) => changedBy(["search", "policy"], written);
  expect(policy("paper")).toEqual(["search.policy"]);
  expect(policy({ evaluation: "paper", acceptance: "paper" })).toEqual(["search.policy"]);
  expect(policy({ selection: "efficient" })).toEqual([]);
});

test("a run may not be continued with the other referee", () => {
  expect(changedBy(["referee"], "paper")).toEqual(["referee"]);
});

/** Every place where a key of this kind may be written, with what else to write there. */
function placesOf(wanted: "free" | "fixed"): (readonly [place: string, value: unknown])[] {
  return Object.entries(changes).flatMap(([key, [kind, value]]) => {
    if (kind !== wanted) return [];
    const sections = key.includes(".price.") ? ["defaults"] : ["defaults", "weak", "judge"];
    const places = key.includes("*") ? sections.map((section) => key.replace("*", section)) : [key];
    return places.map((place) => [place, value] as const);
  });
}

test.each(placesOf("free"))("a run may be continued with another %s", (place, value) => {
  expect(changedBy(place.split("."), value)).toEqual([]);
});

test.each(placesOf("fixed"))("a run may not be continued with another %s, which is named", (place, value) => {
  const named = changedBy(place.split("."), value);
  const meant = place.startsWith("models.defaults.")
    ? seats.map((seat) => place.replace("defaults", seat))
    : [place];
  const isMeant = (name: string) => meant.some((one) => one === name || one.startsWith(`${name}.`));
  expect(named.filter(isMeant)).not.toEqual([]);
  for (const name of named) expect(outlineAt(name.split("."))).toBeDefined();
});
