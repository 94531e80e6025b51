import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { JsonLines } from "../../../experiments/generate/json-lines.js";
import { ReportsNotWritten } from "../../../experiments/report-files.js";
import { temporaryFolder } from "../../population/temporary-folder.js";

test("a file appears only once it is whole, and until then the earlier one stays", () => {
  const path = join(temporaryFolder(), "a.jsonl");
  writeFileSync(path, "earlier\n");
  const file = new JsonLines(path);
  const values = Array.from({ length: 3000 }, (_, number) => ({ number, text: "ä line\nbreak".repeat(5) }));
  for (const value of values) file.write(value);
  expect(readFileSync(path, "utf8")).toBe("earlier\n");
  file.finish();
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(values);
  expect(existsSync(`${path}.part`)).toBe(false);
});

test("a file that is abandoned leaves nothing behind", () => {
  const path = join(temporaryFolder(), "a.jsonl");
  const file = new JsonLines(path);
  file.write({});
  file.abandon();
  expect(existsSync(path) || existsSync(`${path}.part`)).toBe(false);
});

test("a disk that refuses is named, and giving up after it is no second fault", () => {
  const folder = temporaryFolder();
  expect(() => new JsonLines(join(folder, "missing/a.jsonl"))).toThrow(ReportsNotWritten);
  const path = join(folder, "a.jsonl");
  const file = new JsonLines(path);
  mkdirSync(path);
  expect(() => file.finish()).toThrow(/a\.jsonl cannot be written/);
  expect(() => file.abandon()).not.toThrow();
});
