import { expect, test } from "vitest";
import { splitReasoning } from "../../../models/wire/split-reasoning.js";

test("a leading think block is reasoning, not answer", () => {
  expect(splitReasoning("<think>\nlet me see\n</think>\n\nThe answer")).toEqual({
    text: "The answer",
    reasoning: "let me see",
  });
});

test("an unclosed think block leaves no answer", () => {
  expect(splitReasoning("<think>still at it")).toEqual({ text: "", reasoning: "still at it" });
});

test("an empty think block is no reasoning", () => {
  expect(splitReasoning("<think>\n\n</think>\n\nDone")).toEqual({ text: "Done", reasoning: null });
});

test("a block whose opening tag stayed in the prompt template ends at a closing tag on its own line", () => {
  expect(splitReasoning("first this\nthen that\n</think>\nDone")).toEqual({
    text: "Done",
    reasoning: "first this\nthen that",
  });
});

test.each([
  "Models write </think> after their reasoning.",
  "Use <think> and </think> tags.",
  "An example:\n<think>\nfoo\n</think>\nbar",
  "plain",
  "",
])("tags elsewhere belong to the answer: %j", (content) => {
  expect(splitReasoning(content)).toEqual({ text: content, reasoning: null });
});
