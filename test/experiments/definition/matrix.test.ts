import { describe, expect, test } from "vitest";
import { type Arm, armsOf, axesOf, withArm } from "../../../experiments/definition/matrix.js";
import { parseDefinition } from "../../../experiments/definition/parse-definition.js";
import { minimalYaml } from "./minimal.js";

const axes = (matrix: unknown) => axesOf(matrix, (at) => at.join("/"));
const arms = (matrix: unknown) => armsOf(axes(matrix));

describe("a matrix", () => {
  test("has a member for every combination, seed by seed, so that a part of it is balanced", () => {
    const members = arms({ "search.policy": ["paper", "efficient"], seed: [3, 1] });
    expect(members.map(({ name }) => name)).toEqual(["paper-3", "efficient-3", "paper-1", "efficient-1"]);
    expect(members.map(({ cell }) => cell).slice(0, 2)).toEqual([
      "search.policy paper",
      "search.policy efficient",
    ]);
    expect(members.map(({ seed }) => seed)).toEqual([3, 3, 1, 1]);
  });

  test("may be written with dots or with keys below keys", () => {
    const settings = (members: readonly Arm[]) => members.map((arm) => withArm({}, arm));
    const dotted = settings(arms({ "search.temperature": [0.1, 0.2], "models.weak.model": ["m"] }));
    const below = settings(arms({ search: { temperature: [0.1, 0.2] }, models: { weak: { model: ["m"] } } }));
    expect(dotted).toEqual(below);
    expect(dotted[1]).toEqual({ search: { temperature: 0.2 }, models: { weak: { model: "m" } } });
  });

  test("lays a mapping over the section key by key, and leaves the experiment as it was", () => {
    const experiment = { matrix: {}, search: { iterations: 3, edits: "all" } };
    const [arm] = arms({ search: [{ iterations: 9 }] });
    expect(withArm(experiment, arm as Arm)).toEqual({ search: { iterations: 9, edits: "all" } });
    expect(experiment.search.iterations).toBe(3);
  });

  test("names members by the last part of paths and models, and by number where names would clash", () => {
    const names = (matrix: unknown) => arms(matrix).map(({ name }) => name);
    expect(names({ "models.weak.model": ["qwen/Qwen3-4B", "x/y z"] })).toEqual(["Qwen3-4B", "y-z"]);
    expect(names({ "corpus.path": ["a/papers", "b/papers"] })).toEqual(["1-papers", "2-papers"]);
    expect(names({ "evaluation.acceptance": [null, ".."] })).toEqual(["null", "none"]);
  });

  test.each([
    [[1, 2], "matrix: matrix must be a mapping"],
    [{}, "matrix: matrix must be a mapping"],
    [{ seed: 3 }, "matrix/seed: matrix: seed must be a list"],
    [{ search: { policy: [] } }, "matrix/search/policy: matrix: search.policy must be a list"],
    [{ seed: [1, 2, 1] }, "matrix/seed: matrix: seed has a value twice"],
    [{ "budget.usd": [1, 2] }, "matrix: budget.usd is one for the whole family"],
    [{ search: [{ iterations: 1 }], "search.policy": ["paper"] }, "search and search.policy vary the same"],
    [{ "search.policy": ["paper"], search: { policy: ["efficient"] } }, "vary the same setting"],
    [{ seed: Array.from({ length: 1001 }, (_, seed) => seed) }, "at most 1000"],
  ])("%j is refused in a sentence with its place", (matrix, sentence) => {
    expect(() => axes(matrix)).toThrow(sentence);
  });
});

test("a value that cannot be used is told with its line in the matrix", () => {
  const text = `${minimalYaml}matrix:\n  search.policy: [paper, eager]\n`;
  const line = text.split("\n").findIndex((one) => one.includes("search.policy")) + 1;
  const [paper, eager] = arms({ "search.policy": ["paper", "eager"] });
  expect(parseDefinition(text, "x.yaml", {}, paper).definition.search.policy).toBe("paper");
  expect(() => parseDefinition(text, "x.yaml", {}, eager)).toThrow(`x.yaml:${line}: search.policy`);
});

test("who takes one experiment refuses a family", () => {
  expect(() => parseDefinition(`${minimalYaml}matrix: { seed: [1] }\n`, "x.yaml")).toThrow(
    "this is a family of experiments",
  );
});
