import { InvalidArgumentError } from "commander";

/** A whole number of at least `least`. @throws InvalidArgumentError otherwise. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least) {
      throw new InvalidArgumentError(`must be a whole number of at least ${least}`);
    }
    return value;
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
