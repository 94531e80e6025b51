import type { DocumentId } from "../../foundation/ids.js";
import type { Random } from "../../foundation/random.js";
import type { Rate } from "../../outer/decisions.js";

/** With so many documents or fewer every pattern of signs is counted; with more, patterns are drawn. */
const fewEnough = 14;
const draws = 20_000;
/** Sums of shares that differ by less are the same. */
const nothing = 1e-9;

/**
 * Two-sided p of a paired randomisation test: if two harnesses are alike, the difference on every document could as well
 * have the other sign. Documents weigh the same, and only those conclusive for both count. 1 without any.
 */
export function signFlipP(
  a: ReadonlyMap<DocumentId, Rate>,
  b: ReadonlyMap<DocumentId, Rate>,
  random: Random,
): number {
  const documents = [...a.keys()].filter((document) => b.has(document)).sort();
  const differences = documents
    .map((document) => shareOn(a, document) - shareOn(b, document))
    .filter((difference) => Math.abs(difference) > nothing); // a sign changes nothing of the others
  const observed = Math.abs(differences.reduce((sum, one) => sum + one, 0)) - nothing;
  const reaches = (positive: (index: number) => boolean) => {
    const sum = differences.reduce((total, one, index) => total + (positive(index) ? one : -one), 0);
    return Math.abs(sum) >= observed;
  };
  if (differences.length <= fewEnough) {
    const patterns = 2 ** differences.length;
    let reached = 0;
    for (let pattern = 0; pattern < patterns; pattern++) {
      if (reaches((index) => ((pattern >> index) & 1) === 1)) reached += 1;
    }
    return reached / patterns;
  }
  let reached = 0;
  for (let draw = 0; draw < draws; draw++) if (reaches(() => random.integer(2) === 1)) reached += 1;
  return (reached + 1) / (draws + 1);
}

function shareOn(rates: ReadonlyMap<DocumentId, Rate>, document: DocumentId): number {
  const { accepted, conclusive } = rates.get(document) ?? { accepted: 0, conclusive: 1 };
  return accepted / conclusive;
}

/** Holm's correction of several p values for having looked at all of them, in the order given. */
export function holm(values: readonly number[]): number[] {
  const ascending = values.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const corrected = new Array<number>(values.length).fill(1);
  let least = 0;
  for (const [rank, { p, index }] of ascending.entries()) {
    least = Math.min(1, Math.max(least, p * (values.length - rank)));
    corrected[index] = least;
  }
  return corrected;
}
