import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CorpusIndex } from "../../../../models/simulated/text/corpus-index.js";
import { statementsOf } from "../../../../models/simulated/text/sentences.js";
import { termsOf } from "../../../../models/simulated/text/terms.js";
import { sampleCorpus } from "../../../inner/tasks/cs-research/simulated/corpus.js";

const stems = (text: string) => termsOf(text).map(({ stem }) => stem);

describe("statements", () => {
  it("are whole sentences of 8 to 60 words, without headings, list marks and abbreviations' false ends", () => {
    const text = [
      "# A heading that is as long as a sentence but ends nowhere",
      "",
      "Short one. The cache keeps two copies of a page, e.g. one that is clean and one that",
      "is not. It does so, as Smith et al. Remark in passing, whenever a write is still under way.",
      "",
      "- A list entry can be a statement too if it is long enough.",
    ].join("\n");
    expect(statementsOf(text)).toEqual([
      "The cache keeps two copies of a page, e.g. one that is clean and one that is not.",
      "It does so, as Smith et al. Remark in passing, whenever a write is still under way.",
      "A list entry can be a statement too if it is long enough.",
    ]);
  });
});

describe("terms", () => {
  it("are lower-case words without stop words, the same for inflected forms, with numbers kept", () => {
    expect(stems("The Caches, and a cache: caching of 150 pages in 2.5 seconds")).toEqual([
      "cach",
      "150",
      "page",
      "2.5",
      "second",
    ]);
  });

  it("are distinct", () => {
    fc.assert(fc.property(fc.string(), (text) => new Set(stems(text)).size === stems(text).length));
  });
});

describe("the corpus index", () => {
  const documents = sampleCorpus();
  const index = new CorpusIndex(documents);
  const known = documents.map((_, position) => index.document(position));

  it("spreads the corpus's facts evenly over specificity", () => {
    const values = known.flatMap((document) => document.facts.map((fact) => index.specificity(fact)));
    for (const quantile of [0.25, 0.5, 0.75]) {
      const below = values.filter((value) => value < quantile).length / values.length;
      expect(below).toBeCloseTo(quantile, 1);
    }
  });

  it("finds the sentence with rare terms and figures more specific", () => {
    const of = (text: string) => index.specificity(index.fact(text));
    expect(of("The zyzzogeton protocol retries 17 times before qwertification.")).toBeGreaterThan(0.9);
    expect(of("This makes the system work with the data that it has.")).toBeLessThan(0.2);
  });

  it("recognises a document by terms of any of its sentences", () => {
    const right = known.flatMap((document) =>
      document.facts.map(
        (fact) => index.recognise(new Map([...fact.stems].map((stem) => [stem, 1]))) === document,
      ),
    );
    expect(right.filter((one) => one).length / right.length).toBeGreaterThan(0.97);
  });

  it("speaks of texts it has not seen, and of none at all", () => {
    const empty = new CorpusIndex([]);
    expect(empty.recognise(new Map([["cache", 1]]))).toBeUndefined();
    const values = empty.factsOf(documents[0]?.text ?? "").map((fact) => empty.specificity(fact));
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});
