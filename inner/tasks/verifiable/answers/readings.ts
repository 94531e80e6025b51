import type { Complex } from "mathjs";
import { complex, type Expression } from "./algebra.js";
import { allLetters, holds } from "./letters.js";

/** What the doubtful names of two answers may mean: the base of log, and whether e and i are constants. */
export interface Reading {
  readonly logBase: number;
  readonly constants: ReadonlyMap<string, number | Complex>;
}

/** Every reading under which a verdict on the two must hold. */
export function readingsOf(a: Expression, b: Expression): readonly Reading[] {
  const letters = new Set([...allLetters(a), ...allLetters(b)]);
  const others = [...letters].some((name) => !["e", "i", "pi"].includes(name));
  const sure = new Map<string, number | Complex>([["pi", Math.PI]]);
  let choices: ReadonlyMap<string, number | Complex>[] = [sure];
  if (letters.has("e")) {
    const doubtful = others && !(holds(a, powerOfE) || holds(b, powerOfE));
    choices = choices.flatMap((one) => [new Map([...one, ["e", Math.E]]), ...(doubtful ? [one] : [])]);
  }
  if (letters.has("i")) {
    const doubtful = others && !(holds(a, turnOfE) || holds(b, turnOfE));
    choices = choices.flatMap((one) => [new Map([...one, ["i", complex(0, 1)]]), ...(doubtful ? [one] : [])]);
  }
  const bases = holds(a, plainLog) || holds(b, plainLog) ? [Math.E, 2, 10] : [Math.E];
  return bases.flatMap((logBase) => choices.map((constants) => ({ logBase, constants })));
}

function plainLog(one: Expression): boolean {
  return one.kind === "operation" && one.name === "log";
}

function powerOfE(one: Expression): boolean {
  const base = one.kind === "operation" && one.name === "pow" ? one.parts[0] : undefined;
  return base?.kind === "letter" && base.name === "e";
}

function turnOfE(one: Expression): boolean {
  const exponent = one.kind === "operation" && powerOfE(one) ? one.parts[1] : undefined;
  return exponent !== undefined && allLetters(exponent).has("i");
}
