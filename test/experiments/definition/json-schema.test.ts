import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { experimentJsonSchema } from "../../../experiments/definition/json-schema.js";
import { definitionSchema } from "../../../experiments/definition/schema.js";

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly anyOf?: readonly Node[];
  readonly description?: string;
}

const schema = experimentJsonSchema() as Node;

test("the shipped file is what the command prints (npx autodata-lab schema > experiments/experiment.schema.json)", () => {
  const shipped = JSON.parse(readFileSync("experiments/experiment.schema.json", "utf8"));
  expect(shipped).toEqual(JSON.parse(JSON.stringify(schema)));
});

test("every setting at the top is there, with what it means", () => {
  expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(definitionSchema.shape));
  const silent = Object.entries(schema.properties ?? {}).filter(
    ([, { description = "" }]) => description === "",
  );
  expect(silent).toEqual([]);
});
