import fc from "fast-check";
import { expect, test } from "vitest";
import { UsageError } from "../../../foundation/errors.js";
import { randomStreams } from "../../../foundation/random.js";
import type { Document } from "../../../inner/corpus/document.js";
import { drawSplits } from "../../../inner/corpus/split.js";
import { documentOf } from "./documents.js";

const corpusOf = (count: number) =>
  Array.from({ length: count }, (_, n) => documentOf(`text number ${n}`, `T${n}`));
const stream = (seed: number) => randomStreams(seed).fork("splits");
const ids = (documents: readonly Document[]) => documents.map(({ id }) => id);

const sizes = fc.record({ train: fc.nat(12), validation: fc.nat(12), test: fc.nat(12) });

test("splits have the sizes asked for and share no document, whatever the order of the corpus", () => {
  fc.assert(
    fc.property(sizes, fc.nat(10), fc.integer(), fc.integer(), (asked, spare, seed, order) => {
      const corpus = corpusOf(asked.train + asked.validation + asked.test + spare);
      const splits = drawSplits(corpus, asked, stream(seed));
      const drawn = [...splits.train, ...splits.validation, ...splits.test];
      expect(new Set(ids(drawn)).size).toBe(drawn.length);
      expect([splits.train.length, splits.validation.length, splits.test.length]).toEqual([
        asked.train,
        asked.validation,
        asked.test,
      ]);
      const shuffled = randomStreams(order).fork("order").shuffle(corpus);
      expect(drawSplits(shuffled, asked, stream(seed))).toEqual(splits);
    }),
  );
});

test("another seed draws other splits", () => {
  const asked = { train: 10, validation: 10, test: 10 };
  const corpus = corpusOf(40);
  expect(ids(drawSplits(corpus, asked, stream(1)).test)).not.toEqual(
    ids(drawSplits(corpus, asked, stream(2)).test),
  );
});

test("a larger training split leaves validation and test as they were", () => {
  const corpus = corpusOf(40);
  const small = drawSplits(corpus, { train: 5, validation: 10, test: 10 }, stream(1));
  const large = drawSplits(corpus, { train: 20, validation: 10, test: 10 }, stream(1));
  expect(large.validation).toEqual(small.validation);
  expect(large.test).toEqual(small.test);
  expect(ids(large.train).slice(0, 5)).toEqual(ids(small.train));
});

test("the same text under two titles is one document", () => {
  const corpus = [...corpusOf(2), documentOf("text number 1", "Another title")];
  expect(() => drawSplits(corpus, { train: 1, validation: 1, test: 1 }, stream(1))).toThrow(
    "but the corpus has 2 usable",
  );
});

test("more documents than there are is refused in numbers", () => {
  expect(() => drawSplits(corpusOf(42), { train: 50, validation: 25, test: 25 }, stream(1))).toThrow(
    new UsageError(
      "splits asks for 50 + 25 + 25 = 100 documents (train, validation, test), but the corpus has 42 usable; " +
        "ask for fewer or add documents",
    ),
  );
});

test("a size that is no whole number is refused", () => {
  expect(() => drawSplits(corpusOf(3), { train: 0.5, validation: 1, test: 1 }, stream(1))).toThrow(
    UsageError,
  );
});
