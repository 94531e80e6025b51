import { choose, gumbel } from "../../../../../models/simulated/hashing.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import { type Chain, type Link, operations, stepsOf } from "../chains/chain.js";
import type { Statement } from "../chains/statements.js";
import { constants } from "../constants.js";
import type { ChallengerTask } from "./task.js";

const { challenger } = constants;

/** A way to make a chain longer by one step; undefined where the document offers none. */
type Extension = (chain: Chain) => Chain | undefined;

/**
 * A chain of about as many steps as the challenger wants, from the statements it finds most apt; undefined for a
 * document without statements that could be asked about.
 */
export function composeChain(index: CorpusIndex, task: ChallengerTask): Chain | undefined {
  const { statements, manner } = task;
  const ranked = rankedStatements(index, task);
  const askable = ranked.filter(({ letters }) => letters === null || letters.length > 0);
  const wantsMore = manner.steps > 1;
  const start = (wantsMore ? askable.find(({ letters }) => letters !== null) : undefined) ?? askable[0];
  if (start === undefined) return undefined;
  let chain: Chain = { first: { statement: start, through: null }, combined: null, substituted: null };
  for (const extend of extensions(task, ranked, statements)) {
    if (stepsOf(chain).length + 1 >= manner.steps) break;
    chain = extend(chain) ?? chain;
  }
  return chain;
}

/** The document's statements, the most apt first: near the specificity aimed at, with some luck. */
function rankedStatements(index: CorpusIndex, { statements, manner, temper }: ChallengerTask): Statement[] {
  const appeal = ({ fact }: Statement) =>
    -(((index.specificity(fact) - manner.target) / challenger.width) ** 2) / 2 +
    gumbel("pick", temper.whim, fact.hash);
  const known = new Map(statements.map((one) => [one, appeal(one)]));
  return [...statements].sort((one, other) => (known.get(other) ?? 0) - (known.get(one) ?? 0));
}

function extensions(
  { manner, temper }: ChallengerTask,
  ranked: readonly Statement[],
  statements: readonly Statement[],
): Extension[] {
  const describe: Extension = (chain) => describedMore(chain, statements);
  const join: Extension = (chain) => joined(chain, ranked, temper.whim);
  const put: Extension = (chain) => withSubstitution(chain, temper.whim);
  switch (manner.prefers) {
    case "combined":
      return [join, put, describe, describe];
    case "substituted":
      return [put, join, describe, describe];
    default:
      return choose(
        [
          [join, put, describe, describe],
          [put, describe, join, describe],
          [describe, join, put, describe],
        ],
        "order",
        temper.whim,
      );
  }
}

/** Describes a named object in a subject by another statement of the document. */
function describedMore(
  { first, combined, substituted }: Chain,
  statements: readonly Statement[],
): Chain | undefined {
  const described = describedLink(first, statements);
  if (described !== undefined) return { first: described, combined, substituted };
  if (combined === null) return undefined;
  const second = describedLink(combined.with, statements);
  return second === undefined ? undefined : { first, combined: { ...combined, with: second }, substituted };
}

function describedLink({ statement, through }: Link, statements: readonly Statement[]): Link | undefined {
  if (through !== null) return undefined;
  const named = statements.find(
    ({ letters, value }) =>
      letters === null && value !== statement.value && statement.subject.includes(value),
  );
  return named === undefined ? undefined : { statement, through: named };
}

/** Brings in the most apt other statement whose value has a letter in common. */
function joined(
  { first, combined, substituted }: Chain,
  ranked: readonly Statement[],
  whim: number,
): Chain | undefined {
  const { statement } = first;
  if (combined !== null || statement.letters === null) return undefined;
  const letters = new Set(statement.letters);
  const other = ranked.find(
    (one) =>
      one !== statement &&
      one.value !== statement.value &&
      one.letters?.some((letter) => letters.has(letter)),
  );
  if (other === undefined) return undefined;
  const operation = choose(operations, "operation", whim);
  return { first, combined: { operation, with: { statement: other, through: null } }, substituted };
}

function withSubstitution({ first, combined, substituted }: Chain, whim: number): Chain | undefined {
  const parts = combined === null ? [first] : [first, combined.with];
  const letters = parts.flatMap(({ statement }) => statement.letters ?? []);
  const subjects = parts.map(({ statement }) => statement.subject).join(" ");
  const letter = letters.find((one) => !isPrime(one, subjects));
  if (substituted !== null || letter === undefined) return undefined;
  const taken = new Set([...letters, ...(subjects.match(/\b[a-z]\b/g) ?? [])]);
  const fresh = ["k", "t", "u", "s", "w"].find((one) => !taken.has(one));
  if (fresh === undefined) return undefined;
  const by = choose([`2${fresh}`, `3${fresh}`, `${fresh} + 1`, `2${fresh} + 1`, `${fresh}^2`], "by", whim);
  return { first, combined, substituted: { letter, by } };
}

/** A letter that stands for a prime cannot be replaced by a product. */
function isPrime(letter: string, subjects: string): boolean {
  return new RegExp(`\\bprimes? (?:\\w+ )?${letter}\\b|\\b${letter} (?:is )?(?:an? )?(?:odd )?prime`).test(
    subjects,
  );
}
