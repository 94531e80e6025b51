import fc from "fast-check";
import { expect, test } from "vitest";
import { showDocument } from "../../../inner/corpus/cut.js";
import { documentOf, numberedWords } from "./documents.js";

const shownText = (text: string, max: number) => showDocument(documentOf(text), max).text;

test("a document that fits is shown whole", () => {
  const document = documentOf("Short text.");
  expect(showDocument(document, 11)).toEqual({
    id: document.id,
    title: document.title,
    text: "Short text.",
    shownCharacters: 11,
    totalCharacters: 11,
  });
});

test("a long document ends before the last Markdown section that would be cut", () => {
  const section = (name: string) => `## ${name}\n\n${numberedWords(name, 8)}`;
  const text = `${section("one")}\n\n${section("two")}\n${section("three")}`;
  const max = text.length - 5;
  expect(shownText(text, max)).toBe(`${section("one")}\n\n${section("two")}`);
});

test("in plain text a short line of its own counts as a heading", () => {
  const opening =
    "Introduction\n\nA first paragraph with several words in it.\n\nA second one, also of words.";
  const text = `${opening}\n\nRelated work\n\nA paragraph here.\n\nA paragraph that is cut somewhere.`;
  expect(shownText(text, text.length - 4)).toBe(opening);
});

test("without a section in the second half the cut is at a paragraph, and never just behind a heading", () => {
  const text =
    "Opening words of it.\n\nSecond paragraph, of words.\n\nResults\n\nThe third paragraph is long.";
  expect(shownText("one. ".repeat(4) + text, 56)).toBe(`${"one. ".repeat(4)}Opening words of it.`);
  const cutBehindHeading = shownText(text, text.indexOf("Results") + 12);
  expect(cutBehindHeading).toBe("Opening words of it.\n\nSecond paragraph, of words.");
});

test("within one paragraph the cut is at a sentence, else between words, else hard", () => {
  expect(shownText("First sentence here. Second sentence (too). Third one goes on", 50)).toBe(
    "First sentence here. Second sentence (too).",
  );
  expect(shownText("no sentence ends in here at all and on it goes", 20)).toBe("no sentence ends in");
  expect(shownText("x".repeat(50), 20)).toBe("x".repeat(20));
});

test("a character outside the basic plane is not halved", () => {
  expect(shownText("\u{1F600}".repeat(10), 5)).toBe("\u{1F600}".repeat(2));
});

const blocks = fc.array(
  fc.oneof(
    fc.constantFrom(
      "## Heading",
      "Related Work",
      "\n",
      "\n\n",
      "\n\n\n",
      " ",
      "Sentence one. And two! ",
      "- item\n",
    ),
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.lorem({ mode: "sentences", maxCount: 4 }),
  ),
  { minLength: 1, maxLength: 40 },
);

test("what is shown is a beginning, never longer than allowed and at least half of it", () => {
  fc.assert(
    fc.property(blocks, fc.integer({ min: 2, max: 300 }), (parts, max) => {
      const text = parts.join("");
      fc.pre(text.trim() !== "");
      const document = documentOf(text);
      const shown = showDocument(document, max);
      expect(document.text.startsWith(shown.text)).toBe(true);
      expect(shown.text.length).toBe(shown.shownCharacters);
      expect(shown.shownCharacters).toBeLessThanOrEqual(max);
      if (document.text.length <= max) expect(shown.text).toBe(document.text);
      else expect(shown.shownCharacters).toBeGreaterThanOrEqual(Math.floor(max / 2));
    }),
    { numRuns: 500 },
  );
});
