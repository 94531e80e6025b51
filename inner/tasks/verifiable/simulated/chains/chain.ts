import type { Statement } from "./statements.js";

/** What a question with one answer asks for: a value that follows from one or two statements, in steps. */
export interface Chain {
  readonly first: Link;
  readonly combined: { readonly operation: Operation; readonly with: Link } | null;
  readonly substituted: Substitution | null;
}

/** A statement; with `through`, its named object is only described, by another statement about that object. */
export interface Link {
  readonly statement: Statement;
  readonly through: Statement | null;
}

export interface Substitution {
  readonly letter: string;
  readonly by: string;
}

export const operations = ["quotient", "product", "difference", "sum"] as const;
export type Operation = (typeof operations)[number];

/** A step of the way from the statements to the answer. */
export type Step = "through first" | "through second" | Operation | "substitution";

export function stepsOf({ first, combined, substituted }: Chain): Step[] {
  return [
    ...(first.through === null ? [] : ["through first" as const]),
    ...(combined === null || combined.with.through === null ? [] : ["through second" as const]),
    ...(combined === null ? [] : [combined.operation]),
    ...(substituted === null ? [] : ["substitution" as const]),
  ];
}

/** The statements that one must know, each once. */
export function statementsOf({ first, combined }: Chain): Statement[] {
  const links = combined === null ? [first] : [first, combined.with];
  return [...new Set(links.flatMap(({ statement, through }) => [statement, ...(through ? [through] : [])]))];
}

/** The answer, in the notation of the statements. */
export function answerOf({ first, combined, substituted }: Chain): string {
  const value = first.statement.value;
  const joined =
    combined === null ? value : combine(combined.operation, value, combined.with.statement.value);
  return substituted === null ? joined : substitute(joined, substituted);
}

export function combine(operation: Operation, one: string, other: string): string {
  switch (operation) {
    case "quotient":
      return `(${one})/(${other})`;
    case "product":
      return `(${one})*(${other})`;
    case "difference":
      return `${one} - (${other})`;
    case "sum":
      return `${one} + ${other}`;
  }
}

/**
 * Puts an expression in place of a letter. Two letters side by side are a product; longer words are names of functions
 * and constants.
 */
export function substitute(expression: string, { letter, by }: Substitution): string {
  return expression.replace(/[A-Za-z]+/g, (word) => {
    if (word.length > 2 || word === "pi" || word === "ln") return word;
    return [...word].map((one) => (one === letter ? `(${by})` : one)).join("*");
  });
}
