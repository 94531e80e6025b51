import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseDefinition } from "../../../experiments/definition/parse-definition.js";
import { taskOf } from "../../../experiments/task-of.js";

const files = readdirSync("experiments").filter((name) => name.endsWith(".yaml") && name !== "prices.yaml");

test.each(files)("experiments/%s is in order, and its task, harness and name belong together", (name) => {
  const { definition } = parseDefinition(readFileSync(`experiments/${name}`, "utf8"), name);
  expect(definition.name).toBe(name.replace(".yaml", ""));
  expect(definition.harness).toMatch(new RegExp(`(?:^|/)harness-baseline/${definition.task}$`));
  expect(taskOf(definition).task.name).toBe(definition.task);
});
