import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberList, StemHolders, Vocabulary } from "../../../../models/simulated/text/stem-holders.js";

const corpus = fc.array(fc.uniqueArray(fc.stringMatching(/^[a-f]{1,2}$/), { maxLength: 12 }), {
  maxLength: 20,
});

test("every stem is held by exactly the documents it occurs in, in their order", () => {
  fc.assert(
    fc.property(corpus, (documents) => {
      const vocabulary = new Vocabulary();
      const stems = new NumberList();
      const ends = new NumberList();
      for (const document of documents) {
        for (const stem of document) stems.add(vocabulary.numberOf(stem));
        ends.add(stems.length);
      }
      const holders = new StemHolders(vocabulary, stems, ends);
      for (const stem of new Set(documents.flat())) {
        const expected = documents.flatMap((document, index) => (document.includes(stem) ? [index] : []));
        expect([...holders.of(vocabulary.find(stem))]).toEqual(expected);
      }
      expect(holders.of(vocabulary.find("unheard-of"))).toHaveLength(0);
    }),
  );
});

test("a list of numbers grows beyond where it began", () => {
  const list = new NumberList();
  for (let value = 0; value < 5000; value++) list.add(value * 3);
  expect(list.length).toBe(5000);
  for (const index of [0, 1023, 1024, 4999]) expect(list.at(index)).toBe(index * 3);
});
