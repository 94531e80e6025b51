import fc from "fast-check";
import { expect, test } from "vitest";
import { copiedRunWords, indexCopiedText } from "../../../inner/corpus/copied-text.js";
import { documentOf, numberedWords } from "./documents.js";

const sentence =
  "Each observed frequency fluctuates with a standard deviation of 0.04, so the mean absolute gap is about 0.032";
const index = indexCopiedText([
  documentOf(numberedWords("other", 200), "Another note"),
  documentOf(`An opening sentence. ${sentence} by chance alone.`, "Calibration"),
]);

test("a copied sentence is found, with the document it comes from and all of the shared run", () => {
  expect(index.copiedPassage(`Ask about facts, such as: ${sentence}. Then stop.`)).toEqual({
    document: "Calibration",
    words: sentence.replace("0.04, ", "0 04 ").replace("0.032", "0 032"),
  });
});

test("case, punctuation, line breaks and invisible characters do not hide a copy", () => {
  const disguised = sentence.toUpperCase().replaceAll(" ", " -\n").replace("GAP", "G\u200BAP");
  expect(index.copiedPassage(disguised)?.document).toBe("Calibration");
});

test("a copied title of twelve words counts too", () => {
  const title = numberedWords("title", 12);
  const titled = indexCopiedText([documentOf("A text.", title)]);
  expect(titled.copiedPassage(`Write about ${title}`)?.words).toBe(title);
});

test("an empty corpus and an empty text share nothing", () => {
  expect(indexCopiedText([]).copiedPassage(sentence)).toBeNull();
  expect(index.copiedPassage("")).toBeNull();
});

test("a run that spans two documents is no copy", () => {
  const two = indexCopiedText([documentOf(numberedWords("a", 10)), documentOf(numberedWords("b", 10), "b0")]);
  expect(two.copiedPassage(`${numberedWords("a", 10)} ${numberedWords("b", 10)}`)).toBeNull();
});

// Few different words, so that documents and edits often share runs by chance.
const word = fc.constantFrom("the", "a", "model", "data");
const text = fc.array(word, { maxLength: 80 }).map((words) => words.join(" "));
const documents = fc.array(text, { minLength: 1, maxLength: 5 });

function sharesRun(corpus: readonly string[], edit: string): boolean {
  const words = edit.split(" ");
  const padded = corpus.map((body) => ` ${body} `);
  for (let at = 0; at + copiedRunWords <= words.length; at++) {
    const run = ` ${words.slice(at, at + copiedRunWords).join(" ")} `;
    if (padded.some((body) => body.includes(run))) return true;
  }
  return false;
}

test("a passage is reported exactly when twelve consecutive words are shared", () => {
  fc.assert(
    fc.property(documents, text, fc.nat(), fc.nat(30), fc.boolean(), (corpus, edit, from, length, plant) => {
      fc.pre(corpus.every((body) => body !== ""));
      const source = (corpus[0] ?? "").split(" ");
      const planted = source.slice(from % source.length, (from % source.length) + length).join(" ");
      const added = plant ? `${edit} ${planted} ${edit}`.trim().replace(/ +/g, " ") : edit;
      const indexed = indexCopiedText(corpus.map((body, n) => documentOf(body, `Unrelated title ${n}`)));
      const found = indexed.copiedPassage(added);
      expect(found !== null).toBe(sharesRun(corpus, added));
      if (found !== null) {
        expect(added).toContain(found.words);
        expect(found.words.split(" ").length).toBeGreaterThanOrEqual(copiedRunWords);
      }
    }),
    { numRuns: 500 },
  );
});
