import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, sha256 } from "../../foundation/digest.js";

/** The definition: JSON.stringify of the value with the members of every object put in sorted order. */
function defined(value: unknown): string {
  return JSON.stringify(sortKeys(value)) ?? "null";
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== "object") return value;
  const sorted = Object.entries(value).map(([key, member]): [string, unknown] => [key, sortKeys(member)]);
  sorted.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(sorted);
}

const anyKey = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.nat().map(String),
  fc.constantFrom("__proto__", "constructor", "10", "9", "01", "-1", "4294967295", "1.5"),
);
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(undefined, null, true, Number.NaN, -0, 1e21),
    fc.string({ unit: "binary" }),
    fc.double(),
    fc.array(tie("value"), { maxLength: 6 }),
    fc.dictionary(anyKey, tie("value"), { maxKeys: 8 }),
  ),
}));

test("canonical JSON is what JSON.stringify says of the value with sorted keys", () => {
  fc.assert(
    fc.property(anything, (value) => {
      expect(canonicalJson(value)).toBe(defined(value));
    }),
    { numRuns: 500 },
  );
});

test("whatever order members were given in, the text is the same", () => {
  expect(canonicalJson({ b: 1, a: { d: [2, { y: 1, x: 2 }], c: undefined }, 10: 1, 9: 1 })).toBe(
    '{"9":1,"10":1,"a":{"d":[2,{"x":2,"y":1}]},"b":1}',
  );
});

test.each([
  ["a function", () => 1, "null"],
  ["nothing", undefined, "null"],
  ["a list of holes", new Array(2), "[null,null]"],
])("%s has the text that JSON.stringify gives it", (_, value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test("what is no JSON has no text", () => {
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  expect(() => canonicalJson(circle)).toThrow(RangeError);
  expect(() => canonicalJson({ big: 1n })).toThrow(TypeError);
});

test("a digest is that of the UTF-8 text, or of the bytes", () => {
  const of = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(sha256("abc")).toBe(of);
  expect(sha256(Buffer.from("abc"))).toBe(of);
  expect(sha256("\u00e9")).toBe(sha256(Buffer.from([0xc3, 0xa9])));
});
