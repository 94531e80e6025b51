import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readProject } from "./architecture/modules.js";
import {
  cycles,
  doorBreaches,
  layerBreaches,
  nameBreaches,
  sizeBreaches,
  wordBreaches,
} from "./architecture/rules.js";

// The rules themselves are tested on small invented projects in architecture/rules.test.ts.
const modules = await readProject(fileURLToPath(new URL("..", import.meta.url)));

test("the project's files and their imports are seen", () => {
  const processes = modules.find(({ path }) => path === "foundation/processes.ts");
  expect(processes?.imports).toEqual([
    { specifier: "node:child_process", target: null },
    { specifier: "./environment.js", target: "foundation/environment.ts" },
  ]);
  expect(modules.some(({ path }) => path.startsWith("harness-baseline/"))).toBe(true);
});

test("imports flow down the layers", () => {
  expect(layerBreaches(modules)).toEqual([]);
});

test("no file is part of a cycle", () => {
  expect(cycles(modules)).toEqual([]);
});

test("each outside library enters at its one door", () => {
  expect(doorBreaches(modules)).toEqual([]);
});

test("time, randomness and the environment are read at their one place", () => {
  expect(wordBreaches(modules)).toEqual([]);
});

test("no file has outgrown its subject", () => {
  expect(sizeBreaches(modules)).toEqual([]);
});

test("every file is named after its subject", () => {
  expect(nameBreaches(modules)).toEqual([]);
});
