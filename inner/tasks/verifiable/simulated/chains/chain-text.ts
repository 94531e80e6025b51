import type { Chain, Link, Operation } from "./chain.js";
import type { Statement, StatementIndex } from "./statements.js";

const joints: Readonly<Record<Operation, readonly [before: string, between: string]>> = {
  quotient: ["", " divided by "],
  product: ["", " multiplied by "],
  difference: ["", " minus "],
  sum: ["the sum of ", " and "],
};

/** The question that asks for what a chain leads to. */
export function questionOf({ first, combined, substituted }: Chain): string {
  const [before, between] = combined === null ? ["", ""] : joints[combined.operation];
  const second = combined === null ? "" : nounOf(combined.with);
  const given = substituted === null ? "What" : `With ${substituted.letter} = ${substituted.by}, what`;
  return `${given} is ${before}${nounOf(first)}${between}${second}?`;
}

/** How the reference is reached, sentence by sentence. */
export function reasoningOf(chain: Chain, answer: string): string {
  const { first, combined, substituted } = chain;
  const links = combined === null ? [first] : [first, combined.with];
  const facts = links.flatMap(({ through, statement }) =>
    through === null ? [statement.fact.text] : [through.fact.text, statement.fact.text],
  );
  const steps = [
    ...(combined === null ? [] : [`Take the ${combined.operation} of the two.`]),
    ...(substituted === null ? [] : [`Put ${substituted.by} in place of ${substituted.letter}.`]),
  ];
  return [...facts, ...steps, `This gives ${answer}.`].join(" ");
}

/** The chain that a question asks for; undefined when its words lead to no known statements. */
export function readChain(index: StatementIndex, question: string): Chain | undefined {
  const [, letter, by, asked] = /^(?:With (\w) = ([^,]+), what|What) is (.+)\?$/.exec(question.trim()) ?? [];
  if (asked === undefined) return undefined;
  const substituted = letter === undefined || by === undefined ? null : { letter, by };
  const first = linkOf(index, asked);
  if (first !== undefined) return { first, combined: null, substituted };
  for (const [operation, [before, between]] of Object.entries(joints) as [
    Operation,
    readonly [string, string],
  ][]) {
    if (!asked.startsWith(before)) continue;
    const body = asked.slice(before.length);
    for (let at = body.indexOf(between); at !== -1; at = body.indexOf(between, at + 1)) {
      const one = linkOf(index, body.slice(0, at));
      const other = one && linkOf(index, body.slice(at + between.length));
      if (one && other) return { first: one, combined: { operation, with: other }, substituted };
    }
  }
  return undefined;
}

function nounOf({ statement, through }: Link): string {
  const { subject } = statement;
  const shown = through === null ? subject : subject.replace(through.value, `the ${through.subject}`);
  return `the ${shown}`;
}

/** The statement that a noun speaks of, directly or through the description of a named object. */
function linkOf(index: StatementIndex, noun: string): Link | undefined {
  const subject = /^the (.+)$/.exec(noun)?.[1];
  if (subject === undefined) return undefined;
  const direct = index.about(subject);
  if (direct !== undefined) return { statement: direct, through: null };
  for (const through of index.named) {
    const statement = describedBy(index, subject, through);
    if (statement !== undefined) return { statement, through };
  }
  return undefined;
}

function describedBy(index: StatementIndex, subject: string, through: Statement): Statement | undefined {
  const description = `the ${through.subject}`;
  return subject.includes(description) ? index.about(subject.replace(description, through.value)) : undefined;
}
