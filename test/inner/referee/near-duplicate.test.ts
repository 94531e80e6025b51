import fc from "fast-check";
import { expect, it } from "vitest";
import { alike } from "../../../inner/referee/near-duplicate.js";

const words = fc.array(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 60, maxLength: 120 });
const example = (context: string) => ({ context, rubric: [{ criterion: "Names the lock", weight: 3 }] });

it("examples of the same words are alike, whatever their order, case and punctuation", () => {
  fc.assert(
    fc.property(words, (list) => {
      const plain = example(list.join(" "));
      const dressed = { rubric: plain.rubric, context: `${list.toReversed().join(", ").toUpperCase()}!` };
      expect(alike(plain, dressed)).toBe(true);
    }),
  );
});

it("one word more or another one makes no difference", () => {
  fc.assert(
    fc.property(words, (list) => {
      expect(alike(example(list.join(" ")), example([...list, "thus"].join(" ")))).toBe(true);
      expect(alike(example(list.join(" ")), example(["zzzzzzzzz", ...list.slice(1)].join(" ")))).toBe(true);
    }),
  );
});

it("a tenth of other words does", () => {
  fc.assert(
    fc.property(words, (list) => {
      const other = list.map((word, at) => (at % 10 === 0 ? `${word}zzz` : word));
      expect(alike(example(list.join(" ")), example(other.join(" ")))).toBe(false);
    }),
  );
});

it("variants of the same characters are the same", () => {
  expect(alike({ text: "ﬁrst ½ Ａ" }, { text: "first 1⁄2 a" })).toBe(true);
});
