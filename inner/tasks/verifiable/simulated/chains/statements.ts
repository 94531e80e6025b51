import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import type { Fact } from "../../../../../models/simulated/text/facts.js";
import type { Expression } from "../../answers/algebra.js";
import { readShape } from "../../answers/answer-shape.js";
import { plainNotation } from "../../answers/plain-notation.js";

/** A sentence that says what something is: "The {subject} is {value}." */
export interface Statement {
  readonly fact: Fact;
  readonly subject: string;
  readonly value: string;
  /** Single letters in a value that is an expression, sorted; null for a value in words. */
  readonly letters: readonly string[] | null;
}

const form = /^The (.{6,160}) (?:is|are|equals) (.{1,90})\.$/;
const severalClauses = /\b(?:is|because|but|while|although|since)\b/;
const mostWords = 12;

/** Null for a sentence of another form. */
export function readStatement(fact: Fact): Statement | null {
  const [, subject, value] = form.exec(fact.text) ?? [];
  if (subject === undefined || value === undefined || severalClauses.test(subject)) return null;
  if (/^(?:not|that|to|also|only|often|usually|known|called|used)\b/.test(value)) return null;
  const shape = readShape(plainNotation(value));
  if (shape.kind === "expression") {
    return { fact, subject, value, letters: lettersOf(shape.expression) };
  }
  return value.split(/\s+/).length > mostWords ? null : { fact, subject, value, letters: null };
}

/** All statements of the corpus, found by their subjects. */
export class StatementIndex {
  readonly #bySubject = new Map<string, Statement>();
  /** Statements whose value is a named object. */
  readonly named: readonly Statement[];

  constructor(index: CorpusIndex) {
    const all = [...index.documents()].flatMap(({ facts }) => statementsAmong(facts));
    for (const statement of all) {
      if (!this.#bySubject.has(statement.subject)) this.#bySubject.set(statement.subject, statement);
    }
    this.named = all.filter(({ letters }) => letters === null);
  }

  /** The statement about exactly this subject. */
  about(subject: string): Statement | undefined {
    return this.#bySubject.get(subject);
  }
}

export function statementsAmong(facts: readonly Fact[]): Statement[] {
  return facts.flatMap((fact) => readStatement(fact) ?? []);
}

function lettersOf(expression: Expression): string[] {
  const found = new Set<string>();
  const visit = (one: Expression): void => {
    if (one.kind === "letter" && /^[a-zA-Z]$/.test(one.name) && one.name !== "e" && one.name !== "i") {
      found.add(one.name);
    }
    if (one.kind === "operation") one.parts.forEach(visit);
  };
  visit(expression);
  return [...found].sort();
}
