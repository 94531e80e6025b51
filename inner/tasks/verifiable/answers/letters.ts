import type { Expression } from "./algebra.js";

/** Names that usage gives a value; they are no free letters. */
const constants = new Set(["pi", "e", "i"]);

/** The letters of an expression, constants such as pi and e left out. */
export function freeLetters(expression: Expression): ReadonlySet<string> {
  return new Set([...allLetters(expression)].filter((name) => !constants.has(name)));
}

export function allLetters(expression: Expression): ReadonlySet<string> {
  if (expression.kind === "number") return new Set();
  if (expression.kind === "letter") return new Set([expression.name]);
  return new Set(expression.parts.flatMap((part) => [...allLetters(part)]));
}

export function holds(expression: Expression, test: (one: Expression) => boolean): boolean {
  if (test(expression)) return true;
  return expression.kind === "operation" && expression.parts.some((part) => holds(part, test));
}

/**
 * Whether equality of the two may rest on ab = ba where letters may stand for matrices or elements of a group:
 * the same two letters are multiplied in both orders, or capitals are multiplied, which may also name spaces.
 */
export function needsCommuting(a: Expression, b: Expression): boolean {
  const pairs = new Set([...orderedPairs(a), ...orderedPairs(b)]);
  if ([...pairs].some((pair) => pairs.has([...pair.split(" ")].reverse().join(" ")))) return true;
  const capitals = new Set([...allLetters(a), ...allLetters(b)].filter((name) => /^[A-Z]$/.test(name)));
  const multiplies = (one: Expression) => one.kind === "operation" && ["multiply", "pow"].includes(one.name);
  return capitals.size > 1 && (holds(a, multiplies) || holds(b, multiplies));
}

/** Whether C is added to the rest, as a constant of integration is. */
export function addsFreeConstant(expression: Expression): boolean {
  if (expression.kind !== "operation" || !["add", "subtract"].includes(expression.name)) return false;
  return expression.parts.some(
    (part) => (part.kind === "letter" && part.name === "C") || addsFreeConstant(part),
  );
}

/** Pairs of letters that are factors of one product, in their order; a capital with itself too (S^1 x S^1). */
function orderedPairs(expression: Expression): string[] {
  if (expression.kind !== "operation") return [];
  const inner = expression.parts.flatMap(orderedPairs);
  if (expression.name !== "multiply" && expression.name !== "divide") return inner;
  const [left = [], right = []] = expression.parts.map(factors);
  return [
    ...inner,
    ...left.flatMap((a) => right.filter((b) => b !== a || /^[A-Z]/.test(a)).map((b) => `${a} ${b}`)),
  ];
}

/** The free letters that are factors of an expression, powers of letters included. */
function factors(expression: Expression): string[] {
  if (expression.kind === "letter") return constants.has(expression.name) ? [] : [expression.name];
  if (expression.kind === "number") return [];
  if (expression.name === "pow" || expression.name.startsWith("unary")) {
    return expression.parts.slice(0, 1).flatMap(factors);
  }
  return ["multiply", "divide"].includes(expression.name) ? expression.parts.flatMap(factors) : [];
}
