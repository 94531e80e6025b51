import type { Complex } from "mathjs";
import { type Expression, numberValue, operate, type Value } from "./algebra.js";
import type { Reading } from "./readings.js";

/** Fixed points by family: an identity of numbers must hold in all, and a difference must show in all. */
const families: readonly (readonly (readonly number[])[])[] = [
  // between 0 and 1
  [
    [3 / 7, 5 / 11, 2 / 13, 8 / 17, 11 / 19, 4 / 23],
    [9 / 14, 1 / 6, 7 / 10, 2 / 9, 5 / 8, 13 / 16],
    [1 / 12, 17 / 20, 6 / 13, 10 / 21, 3 / 19, 7 / 25],
  ],
  // above 1
  [
    [17 / 7, 29 / 11, 31 / 9, 23 / 6, 43 / 13, 37 / 8],
    [41 / 8, 19 / 14, 25 / 12, 57 / 10, 11 / 9, 33 / 7],
    [13 / 10, 61 / 9, 47 / 11, 15 / 13, 39 / 7, 27 / 16],
  ],
  // below 0
  [
    [-17 / 7, -5 / 11, -31 / 9, -23 / 6, -3 / 13, -37 / 8],
    [-3 / 8, -29 / 14, -7 / 12, -27 / 10, -41 / 9, -6 / 7],
    [-13 / 9, -21 / 8, -9 / 11, -15 / 13, -19 / 7, -4 / 9],
  ],
  // whole numbers, in rising and falling order
  [
    [5, 3, 2, 7, 4, 6],
    [8, 11, 13, 9, 10, 6],
    [9, 6, 4, 3, 7, 8],
    [7, 12, 5, 10, 3, 9],
    [10, 4, 15, 6, 12, 5],
  ],
];

/** Letters beyond which nothing is evaluated. */
export const mostLetters = 6;

export type Points = readonly ReadonlyMap<string, number | Complex>[];

/** The points for these letters, in their alphabetical order; the one empty point for none. */
export function pointsFor(letters: readonly string[], whole: boolean): Points {
  if (letters.length === 0) return [new Map()];
  const sorted = [...letters].sort();
  return (whole ? families.slice(-1) : families)
    .flat()
    .map((values) => new Map(sorted.map((letter, index) => [letter, values[index] ?? 2])));
}

/** The value at a point under a reading; null where there is none. */
export function valueAt(
  expression: Expression,
  point: ReadonlyMap<string, number | Complex>,
  reading: Reading,
): Value {
  if (expression.kind === "number") return numberValue(expression.value);
  if (expression.kind === "letter") {
    return reading.constants.get(expression.name) ?? point.get(expression.name) ?? null;
  }
  const parts = expression.parts.map((part) => valueAt(part, point, reading));
  if (!parts.every((part) => part !== null)) return null;
  return expression.name === "log"
    ? operate("logTo", [reading.logBase, ...parts])
    : operate(expression.name, parts);
}

/** How two values compare, rounding errors considered; `unclear` where doubles cannot tell. */
export function nearness(a: number | Complex, b: number | Complex): "same" | "apart" | "unclear" {
  const larger = Math.max(magnitude(a), magnitude(b));
  if (larger === 0) return "same";
  if (larger < 1e-6 || larger > 1e9) return relativeGap(a, b) > 1e-2 && larger > 1 ? "apart" : "unclear";
  const gap = relativeGap(a, b);
  return gap <= 1e-10 ? "same" : gap > 1e-6 ? "apart" : "unclear";
}

/** The distance of two values in parts of the larger. */
export function relativeGap(a: number | Complex, b: number | Complex): number {
  const [left, right] = [parts(a), parts(b)];
  const larger = Math.max(magnitude(a), magnitude(b));
  return larger === 0 ? 0 : Math.hypot(left.re - right.re, left.im - right.im) / larger;
}

function magnitude(value: number | Complex): number {
  const { re, im } = parts(value);
  return Math.hypot(re, im);
}

function parts(value: number | Complex): { readonly re: number; readonly im: number } {
  return typeof value === "number" ? { re: value, im: 0 } : value;
}
