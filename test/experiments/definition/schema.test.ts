import { expect, test } from "vitest";
import { definitionSchema } from "../../../experiments/definition/schema.js";
import { keysAt, outlineAt } from "../../../experiments/definition/schema-outline.js";
import { seats } from "../../../models/chat.js";

function undescribed(path: readonly string[]): string[] {
  return keysAt(path).flatMap((key) => {
    const member = [...path, key];
    const own = outlineAt(member)?.description === undefined ? [member.join(".")] : [];
    return [...own, ...undescribed(member)];
  });
}

test("every setting has a sentence that says what it means", () => {
  expect(keysAt([])).toContain("search");
  expect(undescribed([])).toEqual([]);
});

test("there is a section for every seat", () => {
  expect(keysAt(["models"])).toEqual(["defaults", ...seats]);
});

test("a definition with every key unknown is refused for each", () => {
  const result = definitionSchema.safeParse({ a: 1, b: 2 });
  const unknown = result.error?.issues.find((issue) => issue.code === "unrecognized_keys");
  expect(unknown).toMatchObject({ keys: ["a", "b"] });
});
