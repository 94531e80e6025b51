import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { armsOf, axesOf, matrixOf } from "../../../experiments/definition/matrix.js";
import { parseDefinition } from "../../../experiments/definition/parse-definition.js";
import { parseYaml } from "../../../experiments/definition/yaml-source.js";
import { taskOf } from "../../../experiments/task-of.js";

const files = readdirSync("experiments").filter((name) => name.endsWith(".yaml") && name !== "prices.yaml");

test.each(files)("experiments/%s is in order, and its task, harness and name belong together", (name) => {
  const text = readFileSync(`experiments/${name}`, "utf8");
  for (const arm of membersOf(text)) {
    const { definition } = parseDefinition(text, name, {}, arm);
    expect(definition.name).toBe(name.replace(".yaml", ""));
    expect(definition.harness).toMatch(
      new RegExp(`(?:^|/)harness-baseline/${definition.task}(?:-scripted)?$`),
    );
    expect(taskOf(definition).task.name).toBe(definition.task);
  }
});

/** What is no family is itself. */
function membersOf(text: string) {
  const matrix = matrixOf(parseYaml(text, "").value);
  return matrix === undefined ? [undefined] : armsOf(axesOf(matrix, String));
}
