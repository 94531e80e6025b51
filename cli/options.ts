import { InvalidArgumentError } from "commander";

/** A whole number of at least `least` and at most `most`. @throws InvalidArgumentError otherwise. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    const bound = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new InvalidArgumentError(`must be a whole number ${bound}`);
  };
}

/** A positive number. @throws InvalidArgumentError otherwise. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError("must be a number above 0");
  }
  return value;
}
