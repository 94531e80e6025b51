import type { Complex, MathNode } from "mathjs";
import math from "mathjs/lib/browser/math.js";
import { type Rational, rationalOfDecimal, toNumber } from "./rational.js";

/** An expression: numbers, letters, and named operations on parts. Nothing in it can be called or assigned. */
export type Expression =
  | { readonly kind: "number"; readonly value: Rational; readonly decimal: boolean }
  | { readonly kind: "letter"; readonly name: string }
  | { readonly kind: "operation"; readonly name: string; readonly parts: readonly Expression[] };

/** A real or complex value; null where there is none, or none that can be trusted. */
export type Value = number | Complex | null;

// Literals keep all their digits as BigNumber; computing is done on doubles only.
const reader = math.create({ number: "BigNumber" });

type Operation = (...values: (number | Complex)[]) => unknown;

const operations: Readonly<Record<string, Operation>> = {
  add: (a, b) => math.add(a as number, b as number),
  subtract: (a, b) => math.subtract(a as number, b as number),
  multiply: (a, b) => math.multiply(a as number, b as number),
  divide: (a, b) => math.divide(a as number, b as number),
  pow: power,
  unaryMinus: (a) => math.unaryMinus(a as number),
  unaryPlus: (a) => a,
  sqrt: (a) => math.sqrt(a as number),
  nthRoot: (a, n) =>
    typeof a === "number" && typeof n === "number" && a >= 0 ? a ** (1 / n) : oddRoot(a, n),
  exp: (a) => math.exp(a as number),
  ln: (a) => math.log(a as number),
  logTo: (base, a) => math.divide(math.log(a as number) as number, math.log(base as number) as number),
  abs: (a) => math.abs(a as number),
  floor: ofReal(Math.floor),
  ceil: ofReal(Math.ceil),
  factorial: ofReal((a) => (a >= 0 && Number.isInteger(a) ? math.gamma(a + 1) : Number.NaN)),
  binom: (n, k) => (typeof n === "number" && typeof k === "number" ? binomial(n, k) : null),
  ...Object.fromEntries(
    (["sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh"] as const).map((name) => [
      name,
      (a: number | Complex) => math[name](a as number),
    ]),
  ),
  arcsin: (a) => math.asin(a as number),
  arccos: (a) => math.acos(a as number),
  arctan: (a) => math.atan(a as number),
};

/** Operations that stay without a value until a reading gives them one: the base of a plain logarithm. */
const unvalued = new Set(["log"]);

/** Reads explicit notation; null when it is no expression of the known operations. Evaluates nothing. */
export function parseExpression(explicit: string): Expression | null {
  try {
    return converted(reader.parse(explicit));
  } catch {
    return null;
  }
}

/** The value of one operation; null when it is undefined, infinite or not a number. */
export function operate(name: string, values: readonly (number | Complex)[]): Value {
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) return null;
  try {
    return usable(operation(...values));
  } catch {
    return null;
  }
}

export function complex(re: number, im: number): Complex {
  return math.complex(re, im);
}

export function numberValue(value: Rational): Value {
  return usable(toNumber(value));
}

function converted(node: MathNode): Expression | null {
  if (math.isParenthesisNode(node)) return converted(node.content);
  if (math.isConstantNode(node)) {
    if (!math.isBigNumber(node.value)) return null;
    const digits = node.value.toFixed();
    const exact = rationalOfDecimal(digits);
    return exact === null ? null : { kind: "number", value: exact, decimal: digits.includes(".") };
  }
  if (math.isSymbolNode(node)) return { kind: "letter", name: node.name };
  if (!math.isOperatorNode(node) && !math.isFunctionNode(node)) return null;
  const name = typeof node.fn === "string" ? node.fn : node.fn.name;
  if (!Object.hasOwn(operations, name) && !unvalued.has(name)) return null;
  const parts = node.args.map(converted);
  return parts.every((part) => part !== null) ? { kind: "operation", name, parts } : null;
}

function usable(value: unknown): Value {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (!math.isComplex(value) || !Number.isFinite(value.re) || !Number.isFinite(value.im)) return null;
  return value;
}

/** Powers of negative numbers such as (-8)^(1/3) have several values in use, so they have none here. */
function power(base: number | Complex, exponent: number | Complex): unknown {
  const several =
    typeof base === "number" && base < 0 && typeof exponent === "number" && !Number.isInteger(2 * exponent);
  return several ? null : math.pow(base as number, exponent as number);
}

function oddRoot(a: number | Complex, n: number | Complex): number | null {
  if (typeof a !== "number" || typeof n !== "number" || Math.abs(n % 2) !== 1) return null;
  return -((-a) ** (1 / n));
}

function ofReal(compute: (a: number) => number): Operation {
  return (a) => (typeof a === "number" ? compute(a) : null);
}

function binomial(n: number, k: number): number {
  if (Number.isInteger(n) && Number.isInteger(k) && n >= 0 && (k < 0 || k > n)) return 0;
  return math.gamma(n + 1) / (math.gamma(k + 1) * math.gamma(n - k + 1));
}
