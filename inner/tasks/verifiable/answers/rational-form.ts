import type { Expression } from "./algebra.js";
import { one, plus, type Rational, rational, size, smallInteger, times, toPower, zero } from "./rational.js";

/**
 * An expression as a quotient of polynomials with exact coefficients. What is neither a number nor a sum, product,
 * quotient or whole power of such counts as one more letter, named after its own form: sqrt(2), sin(x), 2^n.
 */
export interface RationalForm {
  readonly over: Polynomial;
  readonly under: Polynomial;
}

interface Term {
  readonly factor: Rational;
  /** Exponents by letter, sorted by letter. */
  readonly powers: readonly (readonly [string, number])[];
}
type Polynomial = ReadonlyMap<string, Term>;

/** Sizes beyond which the form is given up. */
const mostTerms = 200;
const highestPower = 64;
const longestName = 2000;

/** Work that may still be done, in products of small numbers; nothing is computed once it is used up. */
class Budget {
  private left = 100_000;

  /** Takes the cost of combining two numbers; false when there is not enough left. */
  spend(a: Rational, b: Rational): boolean {
    const words = (size(a) + size(b)) / 64;
    this.left -= 1 + words * words;
    return this.left >= 0;
  }
}

/** How two forms are related whatever their letters stand for. */
export type FormRelation = "same" | "different" | "unknown";

const known = new WeakMap<Expression, { readonly form: RationalForm | null }>();

/** Null when the form would grow too large, or divides by zero. Computed once for each expression. */
export function rationalForm(expression: Expression): RationalForm | null {
  const before = known.get(expression);
  if (before !== undefined) return before.form;
  const form = formOf(expression, new Budget());
  known.set(expression, { form });
  return form;
}

function formOf(expression: Expression, budget: Budget): RationalForm | null {
  if (expression.kind === "number") return ofConstant(expression.value);
  if (expression.kind === "letter") return ofLetter(expression.name);
  const parts = expression.parts.map((part) => formOf(part, budget));
  if (!parts.every((part) => part !== null)) return null;
  const [a, b = a] = parts;
  if (a === undefined || b === undefined) return null;
  switch (expression.name) {
    case "add":
      return sum(a, b, budget);
    case "subtract":
      return sum(a, minus(b), budget);
    case "multiply":
      return product(a, b, budget);
    case "divide":
      return b.over.size === 0 ? null : product(a, { over: b.under, under: b.over }, budget);
    case "unaryMinus":
      return minus(a);
    case "unaryPlus":
      return a;
    case "pow":
      return raised(a, b, budget);
    case "factorial":
      return factorial(a) ?? ofLetter(nameOf("factorial", parts));
    default:
      return ofLetter(nameOf(expression.name, parts));
  }
}

/** `different` when their difference is a number other than zero, which holds even if letters depend on others. */
export function relationOf(a: RationalForm, b: RationalForm): FormRelation {
  const budget = new Budget();
  const left = multiplied(a.over, b.under, budget);
  const right = multiplied(b.over, a.under, budget);
  if (left === null || right === null) return "unknown";
  const gap = added(left, negated(right), budget);
  if (gap === null) return "unknown";
  if (gap.size === 0) return "same";
  const under = multiplied(a.under, b.under, budget);
  const shifted = under !== null && ratioOf(gap, under) !== null;
  return shifted ? "different" : "unknown";
}

/** The number c in a = c·b, if there is one. */
export function constantRatio(a: RationalForm, b: RationalForm): Rational | null {
  const budget = new Budget();
  const left = multiplied(a.over, b.under, budget);
  const right = multiplied(b.over, a.under, budget);
  return left === null || right === null ? null : ratioOf(left, right);
}

/** The number that a form is, if it holds no letters. */
export function constantOf(form: RationalForm): Rational | null {
  return form.over.size === 0 ? zero : ratioOf(form.over, form.under);
}

function ofConstant(value: Rational): RationalForm {
  return { over: polynomial([{ factor: value, powers: [] }]), under: unit };
}

/** A letter, or null when it is named after a form too long to write out. */
function ofLetter(name: string): RationalForm | null {
  if (name.length > longestName) return null;
  return { over: polynomial([{ factor: one, powers: [[name, 1]] }]), under: unit };
}

function nameOf(operation: string, parts: readonly RationalForm[]): string {
  return `${operation}(${parts.map((part) => `${written(part.over)}/${written(part.under)}`).join(",")})`;
}

function written(terms: Polynomial): string {
  const all = [...terms].map(([key, term]) => `${term.factor.over}/${term.factor.under}${key}`);
  return `[${all.sort().join("+")}]`;
}

function sum(a: RationalForm, b: RationalForm, budget: Budget): RationalForm | null {
  if (written(a.under) === written(b.under)) {
    const over = added(a.over, b.over, budget);
    return over === null ? null : { over, under: a.under };
  }
  const left = multiplied(a.over, b.under, budget);
  const right = multiplied(b.over, a.under, budget);
  const over = left === null || right === null ? null : added(left, right, budget);
  const under = multiplied(a.under, b.under, budget);
  return over === null || under === null ? null : { over, under };
}

function product(a: RationalForm, b: RationalForm, budget: Budget): RationalForm | null {
  const over = multiplied(a.over, b.over, budget);
  const under = multiplied(a.under, b.under, budget);
  return over === null || under === null ? null : { over, under };
}

function minus(a: RationalForm): RationalForm {
  return { over: negated(a.over), under: a.under };
}

function raised(base: RationalForm, exponent: RationalForm, budget: Budget): RationalForm | null {
  const constant = constantOf(exponent);
  const whole = constant === null ? null : smallInteger(constant);
  if (whole === null) return ofLetter(nameOf("pow", [base, exponent]));
  const number = constantOf(base);
  if (number !== null) {
    const power = toPower(number, whole);
    return power === null ? null : ofConstant(power);
  }
  if (Math.abs(whole) > highestPower) return ofLetter(nameOf("pow", [base, exponent]));
  const turned = whole < 0 ? { over: base.under, under: base.over } : base;
  let result: RationalForm | null = { over: unit, under: unit };
  for (let count = Math.abs(whole); count > 0 && result !== null; count--)
    result = product(result, turned, budget);
  return result;
}

function factorial(of: RationalForm): RationalForm | null {
  const constant = constantOf(of);
  const count = constant === null ? null : smallInteger(constant);
  if (count === null || count < 0 || count > 200) return null;
  let result = 1n;
  for (let factor = 2n; factor <= BigInt(count); factor++) result *= factor;
  const value = rational(result);
  return value === null ? null : ofConstant(value);
}

function polynomial(terms: readonly Term[]): Polynomial {
  return new Map(
    terms
      .filter((term) => term.factor.over !== 0n)
      .map((term) => [JSON.stringify(term.powers), term] as const),
  );
}

const unit = polynomial([{ factor: one, powers: [] }]);

function negated(terms: Polynomial): Polynomial {
  return new Map(
    [...terms].map(([key, { factor, powers }]) => [
      key,
      { factor: { over: -factor.over, under: factor.under }, powers },
    ]),
  );
}

function added(a: Polynomial, b: Polynomial, budget: Budget): Polynomial | null {
  const result = new Map(a);
  for (const [key, term] of b) {
    const before = result.get(key)?.factor ?? zero;
    const factor = budget.spend(before, term.factor) ? plus(before, term.factor) : null;
    if (factor === null) return null;
    if (factor.over === 0n) result.delete(key);
    else result.set(key, { factor, powers: term.powers });
  }
  return result.size > mostTerms ? null : result;
}

function multiplied(a: Polynomial, b: Polynomial, budget: Budget): Polynomial | null {
  const result = new Map<string, Term>();
  for (const left of a.values()) {
    for (const right of b.values()) {
      if (!budget.spend(left.factor, right.factor)) return null;
      const powers = joined(left.powers, right.powers);
      const factor = times(left.factor, right.factor);
      if (factor === null || powers.some(([, power]) => power > 4096)) return null;
      const key = JSON.stringify(powers);
      const together = plus(result.get(key)?.factor ?? zero, factor);
      if (together === null) return null;
      if (together.over === 0n) result.delete(key);
      else result.set(key, { factor: together, powers });
    }
    if (result.size > mostTerms) return null;
  }
  return result;
}

function joined(a: Term["powers"], b: Term["powers"]): Term["powers"] {
  const powers = new Map(a);
  for (const [name, power] of b) powers.set(name, (powers.get(name) ?? 0) + power);
  return [...powers].sort(([left], [right]) => (left < right ? -1 : 1));
}

/** The number c in a = c·b for polynomials, if there is one; b must not be zero. */
function ratioOf(a: Polynomial, b: Polynomial): Rational | null {
  if (a.size !== b.size || b.size === 0) return null;
  let ratio: Rational | null = null;
  for (const [key, term] of b) {
    const other = a.get(key);
    const inverse = rational(term.factor.under, term.factor.over);
    const here = other === undefined || inverse === null ? null : times(other.factor, inverse);
    if (here === null || (ratio !== null && (here.over !== ratio.over || here.under !== ratio.under)))
      return null;
    ratio = here;
  }
  return ratio;
}
