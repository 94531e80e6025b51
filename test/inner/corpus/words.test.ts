import { expect, test } from "vitest";
import { countWords, wordsOf } from "../../../inner/corpus/words.js";

test("words are counted as a reader counts them", () => {
  expect(countWords("The model's state-of-the-art result: 0.5, twice — see [1].")).toBe(9);
});

test("characters of scripts without spaces count one each", () => {
  expect(countWords("学習率 is small")).toBe(5);
});

test("punctuation, line breaks, invisible characters and compatibility forms make no difference", () => {
  expect(wordsOf("ef\uFB01cient, long-\nrange\u200B model\u00ADs")).toEqual([
    "efficient",
    "long",
    "range",
    "models",
  ]);
});
