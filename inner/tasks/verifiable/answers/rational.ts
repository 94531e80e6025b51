/** Exact rational numbers of any size up to `mostBits`; operations beyond that give null. */
export interface Rational {
  readonly over: bigint;
  /** Always positive, and without a common divisor. */
  readonly under: bigint;
}

const mostBits = 8192;

export const zero: Rational = { over: 0n, under: 1n };
export const one: Rational = { over: 1n, under: 1n };

/** Null when the denominator is zero or a part has grown too large. */
export function rational(over: bigint, under = 1n): Rational | null {
  if (under === 0n || bits(over) > mostBits || bits(under) > mostBits) return null;
  if (under === 1n) return { over, under };
  const divisor = commonDivisor(over < 0n ? -over : over, under < 0n ? -under : under);
  const sign = under < 0n ? -1n : 1n;
  return { over: (sign * over) / divisor, under: (sign * under) / divisor };
}

/** Reads digits with an optional decimal point. */
export function rationalOfDecimal(digits: string): Rational | null {
  const found = /^(\d*)(?:\.(\d*))?$/.exec(digits);
  if (found === null || digits.length > 400) return null;
  const [, whole = "", decimals = ""] = found;
  return rational(BigInt(`0${whole}${decimals}`), 10n ** BigInt(decimals.length));
}

export function plus(a: Rational, b: Rational): Rational | null {
  return rational(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function times(a: Rational, b: Rational): Rational | null {
  return rational(a.over * b.over, a.under * b.under);
}

/** Null for a power of zero that does not exist, and for exponents whose result would be too large. */
export function toPower(base: Rational, exponent: number): Rational | null {
  if (exponent < 0) {
    const inverse = rational(base.under, base.over);
    return inverse === null ? null : toPower(inverse, -exponent);
  }
  if (bits(base.over) * exponent > mostBits || bits(base.under) * exponent > mostBits) return null;
  return rational(base.over ** BigInt(exponent), base.under ** BigInt(exponent));
}

/** The integer that a rational is, if it is one of a size fit for counting. */
export function smallInteger(value: Rational): number | null {
  const fits = value.under === 1n && value.over >= -4096n && value.over <= 4096n;
  return fits ? Number(value.over) : null;
}

export function toNumber(value: Rational): number {
  const shift = BigInt(Math.max(0, Math.min(bits(value.over), bits(value.under)) - 1000));
  return Number(value.over >> shift) / Number(value.under >> shift);
}

/** Bits of both parts together. */
export function size(value: Rational): number {
  return bits(value.over) + bits(value.under);
}

function bits(value: bigint): number {
  return value.toString(16).length * 4;
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [high, low] = [a, b];
  while (low !== 0n) [high, low] = [low, high % low];
  return high;
}
