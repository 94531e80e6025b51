import fc from "fast-check";
import { expect, it } from "vitest";
import { NearDuplicates } from "../../../inner/corpus/near-duplicates.js";

const words = (prefix: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `${prefix}${from + index}`).join(" ");

it("documents that share most of their text are found, those that share some are not", () => {
  const seen = new NearDuplicates<string>();
  expect(seen.add("a", words("w", 0, 1000))).toEqual([]);
  expect(seen.add("half", words("w", 500, 1500))).toEqual([]);
  expect(seen.add("other", words("x", 0, 1000))).toEqual([]);
  const [pair, ...rest] = seen.add("most", words("w", 60, 1000));
  expect(rest).toEqual([]);
  expect(pair).toMatchObject({ first: "a", second: "most" });
  expect(pair?.similarity).toBeGreaterThan(0.8);
});

it("the estimated similarity is near the share of common passages", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.nat(), (cut, salt) => {
      const seen = new NearDuplicates<number>(0);
      seen.add(0, words(`s${salt}w`, 0, 1000));
      const found = seen.add(1, words(`s${salt}w`, cut, 1000));
      const truth = (996 - cut) / 996;
      expect(Math.abs((found[0]?.similarity ?? 0) - truth)).toBeLessThan(0.2);
    }),
    { numRuns: 30 },
  );
});

it("case, punctuation and line breaks do not tell two documents apart; texts without a passage are no one's twin", () => {
  const seen = new NearDuplicates<string>();
  seen.add("a", "One two three four five six seven. Eight nine ten.");
  expect(seen.add("b", "one, two\nTHREE four (five) six seven eight nine ten")[0]?.similarity).toBe(1);
  expect(seen.add("c", "one two")).toEqual([]);
  expect(seen.add("d", "one two")).toEqual([]);
});

it("of many documents from one template each is found, in a time that grows with their number", () => {
  const seen = new NearDuplicates<number>();
  const template = words("w", 0, 40);
  const found = Array.from(
    { length: 5000 },
    (_, index) => seen.add(index, `${template} number ${index}`).length,
  );
  expect(found.filter((pairs) => pairs === 0)).toHaveLength(1);
  expect(Math.max(...found)).toBeLessThan(600);
});
