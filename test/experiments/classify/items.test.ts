import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readItems } from "../../../experiments/classify/items.js";

const folder = mkdtempSync(join(tmpdir(), "autodata-items-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(...lines: readonly string[]) {
  const path = join(folder, "questions.jsonl");
  writeFileSync(path, lines.join("\n"));
  return readItems(path, "questions.jsonl");
}

describe("a file of questions", () => {
  it("has its questions at the top or in an example, and numbers those without an id by their line", async () => {
    const items = await read(
      '{"id": "a", "question": "Why?", "answer": 42, "weak": 0.25}',
      "",
      '{"example": {"question": "How?", "answer": "so", "rubric": []}, "strong": 1}',
    );
    expect(items).toEqual([
      { id: "a", line: 1, question: "Why?", answer: "42", weak: 0.25 },
      { id: "3", line: 3, question: "How?", answer: "so", weak: null },
    ]);
  });

  it.each([
    ["broken JSON", "{bad", /^questions\.jsonl:2 is not JSON/],
    ["another value", "[1]", /^questions\.jsonl:2: the line cannot be used/],
    ["no question", '{"answer": "x"}', /^questions\.jsonl:2: there is no question/],
    [
      "an empty question",
      '{"question": " "}',
      /^questions\.jsonl:2: question cannot be used \(must not be empty/,
    ],
    ["a score out of range", '{"question": "x", "weak": 3}', /^questions\.jsonl:2: weak cannot be used/],
  ])("is refused for %s, with file and line", async (_, line, sentence) => {
    await expect(read('{"question": "x"}', line)).rejects.toThrow(sentence);
  });

  it("is refused when it is empty or missing", async () => {
    await expect(read("", "")).rejects.toThrow(/questions\.jsonl holds no questions/);
    await expect(readItems(join(folder, "nowhere"))).rejects.toThrow(/nowhere cannot be read/);
  });
});
