import type { Expression } from "./algebra.js";
import type { Shape } from "./answer-shape.js";
import { compareExpressions } from "./compare-expressions.js";
import { type Comparison, different, equal, undecided } from "./comparison.js";
import { allLetters } from "./letters.js";
import { constantRatio, rationalForm } from "./rational-form.js";

type Related = Extract<Shape, { kind: "relation" }>;

/** Compares equations and inequalities: solved for one letter, or with both sides brought to one. */
export function compareRelations(a: Related, b: Related): Comparison {
  const [left, right] = [valueSide(a), valueSide(b)];
  if (left !== null && right !== null && a.left.text === b.left.text) return compareExpressions(left, right);
  const [x, y] = [differenceOf(a), differenceOf(b)];
  const [f, g] = [x && rationalForm(x), y && rationalForm(y)];
  const ratio = f && g ? constantRatio(f, g) : null;
  if (ratio === null || ratio.over === 0n) return undecided("the two relations cannot be compared");
  const strict = a.relation === b.relation;
  if (a.relation === "=" || a.relation === "!=") {
    return strict
      ? equal("one is a multiple of the other")
      : undecided("the two relations are of different kinds");
  }
  if (b.relation === "=" || b.relation === "!=") return undecided("the two relations are of different kinds");
  if (ratio.over < 0n) return different("the inequalities point in opposite directions");
  return strict
    ? equal("one is a positive multiple of the other")
    : different("one includes equality, the other does not");
}

/** The right side of "x = 3" or "f(x) = 3": an equation that names what it gives the value of. */
export function valueSide(shape: Related): Expression | null {
  const named = /^(?:[A-Za-zα-ωΓΔΘΛΞΣΦΨΩ](?:_\w+)?(?:\([a-z](?:, ?[a-z])*\))?)$/u.test(shape.left.text);
  const value = shape.right.expression;
  if (shape.relation !== "=" || !named || value === null) return null;
  const name = shape.left.text.replace(/\(.*$/, "");
  return allLetters(value).has(name) ? null : value;
}

function differenceOf(shape: Related): Expression | null {
  const [left, right] = [shape.left.expression, shape.right.expression];
  return left && right ? { kind: "operation", name: "subtract", parts: [left, right] } : null;
}
