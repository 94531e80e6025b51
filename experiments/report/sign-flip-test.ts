import type { DocumentId } from "../../foundation/ids.js";
import type { Random } from "../../foundation/random.js";
import type { Rate } from "../../outer/decisions.js";

/**
 * Whether a difference that is paired by document could be chance. If neither side is better, each document's
 * difference is as likely the other way round; the p-value is the share of all ways to turn the signs round whose
 * sum is at least as far from 0 as the one observed (two-sided). With one episode on each side of every document this is
 * McNemar's exact test. It reads whole documents, as the intervals do: many repeats on few documents do not make it
 * surer of other documents.
 */
export interface SignFlipTest {
  /** In (0, 1]; null without a document. */
  readonly p: number | null;
  /** Documents on which the sides differ; only these say anything. */
  readonly differing: number;
  /**
   * `exact`: all ways were counted. `drawn`: so many of them were drawn at random, since counts of episodes have no
   * small common multiple.
   */
  readonly counted: "exact" | "drawn";
  /**
   * Whether both sides have equally many episodes on each document. Where not, a difference is symmetric only nearly,
   * and p is near its nominal level rather than at most that.
   */
  readonly balanced: boolean;
}

/** Draws when there are too many ways to count. */
export const signFlipDraws = 100_000;

/** Additions that counting all ways may take. */
const mostAdditions = 2e7;

/** Over the documents that both sides have a rate of. @param random used only where ways are drawn. */
export function signFlipTest(
  a: ReadonlyMap<DocumentId, Rate>,
  b: ReadonlyMap<DocumentId, Rate>,
  random: Random,
): SignFlipTest {
  const pairs = [...a.keys()].sort().flatMap((document): [Rate, Rate][] => {
    const [first, second] = [a.get(document), b.get(document)];
    return first !== undefined && second !== undefined && first.conclusive > 0 && second.conclusive > 0
      ? [[first, second]]
      : [];
  });
  const balanced = pairs.every(([first, second]) => first.conclusive === second.conclusive);
  const unit = pairs.flat().reduce((multiple, { conclusive }) => commonMultiple(multiple, conclusive), 1);
  const differences = pairs
    .map(([first, second]) => (shareIn(unit, first) - shareIn(unit, second)) as number)
    .filter((difference) => difference !== 0);
  if (pairs.length === 0) return { p: null, differing: 0, counted: "exact", balanced };
  const span = differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  const countable = Number.isSafeInteger(span) && differences.length * (2 * span + 1) <= mostAdditions;
  return {
    p: countable ? countedShare(differences, span) : drawnShare(differences, random),
    differing: differences.length,
    counted: countable ? "exact" : "drawn",
    balanced,
  };
}

/** The rate as a whole number of parts of 1 / unit. */
function shareIn(unit: number, { accepted, conclusive }: Rate): number {
  return accepted * Math.round(unit / conclusive);
}

/** Convolution: the probability of every sum, one document after the other. */
function countedShare(differences: readonly number[], span: number): number {
  let probabilities = new Float64Array(2 * span + 1);
  probabilities[span] = 1;
  for (const difference of differences) {
    const next = new Float64Array(2 * span + 1);
    for (let sum = 0; sum < probabilities.length; sum++) {
      const half = (probabilities[sum] ?? 0) / 2;
      if (half === 0) continue;
      next[sum + difference] = (next[sum + difference] ?? 0) + half;
      next[sum - difference] = (next[sum - difference] ?? 0) + half;
    }
    probabilities = next;
  }
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  const far = probabilities.filter((_, sum) => Math.abs(sum - span) >= observed);
  return Math.min(
    1,
    far.reduce((sum, probability) => sum + probability, 0),
  );
}

/** The observed way counts as one of those drawn, so that p is never 0. */
function drawnShare(differences: readonly number[], random: Random): number {
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  const slack = observed * 1e-12; // sums of large numbers in another order
  let far = 1;
  for (let draw = 0; draw < signFlipDraws; draw++) {
    let sum = 0;
    for (const difference of differences) sum += random.next() < 0.5 ? difference : -difference;
    if (Math.abs(sum) >= observed - slack) far++;
  }
  return far / (signFlipDraws + 1);
}

function commonMultiple(a: number, b: number): number {
  return (a / commonDivisor(a, b)) * b;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
