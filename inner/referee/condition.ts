import type { Attempt, Fraction } from "../trajectory.js";

type Solver = Attempt["seat"];

/** One condition of an acceptance policy on the attempts of an example. */
export interface Condition {
  /** Which scores of a solver's attempts can only help it, high or low ones; a solver it does not depend on is left out. */
  readonly wants: Readonly<Partial<Record<Solver, "low" | "high">>>;
  /** What is wrong, in one sentence; null where the condition holds. */
  readonly failed: string | null;
}

/** Scores of each solver's attempts, from 0 to 1; none where the solver was not asked. */
export type Scores = Readonly<Record<Solver, readonly Fraction[]>>;

/**
 * All conditions that an example has to meet, always as many and in the same order for the same solvers asked. One
 * that fails is rejection: an example is accepted only where all hold. Pure.
 */
export type Policy = (scores: Scores, body: Readonly<Record<string, unknown>>) => readonly Condition[];

/** The sentences of those that fail. */
export function failuresOf(conditions: readonly Condition[]): string[] {
  return conditions.flatMap(({ failed }) => (failed === null ? [] : [failed]));
}
