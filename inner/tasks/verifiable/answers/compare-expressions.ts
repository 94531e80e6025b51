import type { Expression } from "./algebra.js";
import { type Comparison, different, equal, undecided } from "./comparison.js";
import { mostLetters, nearness, pointsFor, relativeGap, valueAt } from "./evaluate.js";
import { addsFreeConstant, allLetters, freeLetters, holds, needsCommuting } from "./letters.js";
import { constantOf, constantRatio, rationalForm, relationOf } from "./rational-form.js";
import { type Reading, readingsOf } from "./readings.js";

/** Decimals may be rounded: within this distance they settle nothing. */
const roundingDoubt = 0.2;

/**
 * Compares two expressions: by their exact quotient-of-polynomials form, then by their values at fixed points.
 *
 * `equal` must hold in every reading of doubtful names and at every point. `different` must show at every point
 * of every reading; with several letters (which the question may tie to one another), or one that usage keeps for
 * special numbers such as roots of unity, only a constant difference or ratio shows it.
 */
export function compareExpressions(a: Expression, b: Expression): Comparison {
  const decimals = holds(a, isDecimal) || holds(b, isDecimal);
  const exact = compareForms(a, b, decimals);
  const found = exact ?? compareValues(a, b, decimals);
  if (found.result === "different" && (addsFreeConstant(a) || addsFreeConstant(b))) {
    return undecided("C may be any constant");
  }
  if (found.result === "equal" && needsCommuting(a, b)) {
    return undecided("they are the same only if the order of factors does not matter");
  }
  return found;
}

/** Factorials are of whole numbers: where there is one, letters are whole. */
function isFactorial(one: Expression): boolean {
  return one.kind === "operation" && one.name === "factorial";
}

function isDecimal(one: Expression): boolean {
  return one.kind === "number" && one.decimal;
}

/** What the exact forms settle; null when values must be looked at. */
function compareForms(a: Expression, b: Expression, decimals: boolean): Comparison | null {
  const [left, right] = [rationalForm(a), rationalForm(b)];
  if (left === null || right === null) return null;
  const relation = relationOf(left, right);
  if (relation === "same") return equal("both have the same exact form");
  const numbers = constantOf(left) !== null && constantOf(right) !== null;
  if (decimals) return null;
  if (numbers) return different("they are different numbers");
  if (relation !== "different") return null;
  return bareName(a) || bareName(b) ? null : different("they differ by a number other than zero");
}

/** The single letters e and i may be names of something else than numbers. */
function bareName(one: Expression): boolean {
  return one.kind === "letter" && (one.name === "e" || one.name === "i");
}

function compareValues(a: Expression, b: Expression, decimals: boolean): Comparison {
  const letters = new Set([...allLetters(a), ...allLetters(b)]);
  if (letters.size > mostLetters) return undecided("there are too many letters to compare values");
  if (bareName(a) || bareName(b)) return undecided("a letter alone may be a name");
  const views = readingsOf(a, b).map((reading) => viewOf(a, b, [...letters], reading, decimals));
  const [first] = views;
  if (first === undefined || views.some((view) => view !== first)) {
    return undecided("it depends on what log, e or i mean, or on the letters' values");
  }
  if (first === "unclear") return undecided("their values settle nothing");
  if (first === "same") return exactlyApart(a, b) ?? equal("their values agree at all points tried");
  return apart(a, b, decimals);
}

/** Doubles may hide a small difference that the exact forms hold. */
function exactlyApart(a: Expression, b: Expression): Comparison | null {
  const plainOnly = (one: Expression) =>
    !holds(one, (part) => part.kind === "operation" && !arithmetic.has(part.name));
  const hidden = plainOnly(a) && plainOnly(b) && rationalForm(a) !== null && rationalForm(b) !== null;
  return hidden ? undecided("their values are too close to tell apart") : null;
}

const arithmetic = new Set(["add", "subtract", "multiply", "divide", "unaryMinus", "unaryPlus"]);

/** What a difference at all points means for answers whose letters the question may restrict. */
function apart(a: Expression, b: Expression, decimals: boolean): Comparison {
  const [left, right] = [freeLetters(a), freeLetters(b)];
  const letters = [...new Set([...left, ...right])];
  if (letters.length === 0) return different("their values differ");
  if (decimals) return undecided("letters and decimals together may be rounded");
  const [x, y] = [rationalForm(a), rationalForm(b)];
  if (x !== null && y !== null && constantRatio(x, y) !== null) {
    return different("one is a number other than 1 times the other");
  }
  if (left.size !== 1 || right.size !== 1 || letters.length !== 1) {
    return undecided("the question may tie their letters to one another");
  }
  return /^[a-zA-Z]$/.test(letters[0] ?? "")
    ? different("their values differ at all points tried")
    : undecided(`${letters[0]} may stand for a special number`);
}

/** What the values at all points say under one reading. */
function viewOf(
  a: Expression,
  b: Expression,
  letters: readonly string[],
  reading: Reading,
  decimals: boolean,
): "same" | "apart" | "unclear" {
  const free = letters.filter((name) => !reading.constants.has(name));
  const whole = holds(a, isFactorial) || holds(b, isFactorial);
  const seen = { same: 0, apart: 0, unclear: 0, onlyOne: 0 };
  for (const point of pointsFor(free, whole)) {
    const [left, right] = [valueAt(a, point, reading), valueAt(b, point, reading)];
    if (left === null && right === null) continue;
    if (left === null || right === null) seen.onlyOne++;
    else {
      const rounded = decimals && relativeGap(left, right) < roundingDoubt;
      const near = nearness(left, right);
      seen[near === "apart" && rounded ? "unclear" : near]++;
    }
  }
  const needed = free.length === 0 ? 1 : 4;
  if (seen.onlyOne > 0) return "unclear";
  if (seen.same >= needed && seen.apart === 0 && (free.length > 0 || seen.unclear === 0)) return "same";
  return seen.apart >= needed && seen.same === 0 && seen.unclear === 0 ? "apart" : "unclear";
}
