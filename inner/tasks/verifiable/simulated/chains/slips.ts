import { choose } from "../../../../../models/simulated/hashing.js";
import { type Chain, combine, type Operation, type Step, stepsOf, substitute } from "./chain.js";
import type { Statement } from "./statements.js";

/** What somebody takes a statement's value to be, and in which steps they go wrong. */
export interface Mind {
  /** The value, or another one in its place. */
  valueOf(statement: Statement): string;
  slipsIn(step: Step): boolean;
  /** Decides between ways of going wrong. */
  readonly whim: number;
}

/** The answer that somebody comes to who works a chain out. */
export function workedOut(chain: Chain, mind: Mind): string {
  const steps = new Set(stepsOf(chain));
  const slips = (step: Step) => steps.has(step) && mind.slipsIn(step);
  const { first, combined, substituted } = chain;
  const takenFor = (link: Chain["first"], step: Step) =>
    slips(step) ? mistakenFor(link.statement.value, mind.whim) : throughIts(link, mind);
  let answer = takenFor(first, "through first");
  if (combined !== null) {
    const other = takenFor(combined.with, "through second");
    answer = slips(combined.operation)
      ? wronglyCombined(combined.operation, answer, other)
      : combine(combined.operation, answer, other);
  }
  if (substituted === null) return answer;
  if (!slips("substitution")) return substitute(answer, substituted);
  const wrong = choose([substituted.letter, `${substituted.by} - 1`], "substitution", mind.whim);
  return substitute(answer, { ...substituted, by: wrong });
}

/** Who does not know which object is meant cannot know what holds of it. */
function throughIts({ statement, through }: Chain["first"], mind: Mind): string {
  const known = through === null || mind.valueOf(through) === through.value;
  return known ? mind.valueOf(statement) : mistakenFor(statement.value, mind.whim);
}

/** Another value that somebody might give. */
export function mistakenFor(value: string, whim: number): string {
  return choose([`2*(${value})`, `(${value})/2`, `(${value}) + 1`, `(${value}) - 1`], "mistaken", whim);
}

function wronglyCombined(operation: Operation, one: string, other: string): string {
  const instead: Readonly<Record<Operation, Operation>> = {
    quotient: "product",
    product: "quotient",
    sum: "difference",
    difference: "sum",
  };
  return combine(instead[operation], one, other);
}
