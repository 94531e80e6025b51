import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settingsReference } from "../../../experiments/definition/reference.js";

test("the page on experiment files ends with what the schema says (npx autodata-lab schema --markdown)", () => {
  expect(readFileSync("docs/experiment-file.md", "utf8").endsWith(`\n${settingsReference()}\n`)).toBe(true);
});

test("settings that are one value or a mapping are listed as both", () => {
  expect(settingsReference()).toMatch(/^\| `attempts` \|.*\n\| `attempts\.weak` \|/m);
});
