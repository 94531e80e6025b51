import type { Fraction } from "../trajectory.js";

/**
 * Exact fractions: a score of 13/20 compared with a threshold of .65 must be equal, which floating point does
 * not promise. Values stay small (weights up to 10, tens of attempts), so plain integers suffice; a product that
 * left the safe range would throw.
 */

/** @throws RangeError when the denominator is not positive or a part is not a safe integer. */
export function fraction(numerator: number, denominator = 1): Fraction {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw new RangeError(`not a fraction: ${numerator}/${denominator}`);
  }
  const divisor = greatestCommonDivisor(Math.abs(numerator), denominator) || 1;
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** The fraction that a decimal literal denotes: .65 is 13/20, whatever its nearest double is. */
export function fractionOfDecimal(value: number): Fraction {
  const [whole = "0", decimals = ""] = value.toFixed(9).replace(/0+$/, "").split(".");
  return fraction(Number(`${whole}${decimals}`), 10 ** decimals.length);
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, fraction(-b.numerator, b.denominator));
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compare(a: Fraction, b: Fraction): number {
  return a.numerator * b.denominator - b.numerator * a.denominator;
}

/** The mean of at least one fraction. @throws RangeError for none. */
export function mean(values: readonly Fraction[]): Fraction {
  const sum = values.reduce(add, fraction(0));
  return fraction(sum.numerator, sum.denominator * values.length);
}

export function toNumber(value: Fraction): number {
  return value.numerator / value.denominator;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
