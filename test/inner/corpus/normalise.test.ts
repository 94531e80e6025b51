import fc from "fast-check";
import { expect, test } from "vitest";
import { normaliseText } from "../../../inner/corpus/normalise.js";

test("line ends of every system and form feeds become LF, and blanks at line ends go", () => {
  expect(normaliseText("\uFEFFa  \r\nb\rc\fd\t\n\n")).toBe("a\nb\nc\nd");
});

test("stray control characters go, tabs stay", () => {
  expect(normaliseText("one\u0002 two\tthree\u007F")).toBe("one two\tthree");
});

test("composed and decomposed letters become the same text", () => {
  expect(normaliseText("Cafe\u0301")).toBe(normaliseText("Caf\u00E9"));
});

test("normalising twice changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const once = normaliseText(text);
      expect(normaliseText(once)).toBe(once);
    }),
  );
});
