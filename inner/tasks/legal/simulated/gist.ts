import type { CorpusIndex } from "../../../../models/simulated/text/corpus-index.js";
import type { Fact } from "../../../../models/simulated/text/facts.js";
import { type Term, termsOf } from "../../../../models/simulated/text/terms.js";
import { constants } from "./constants.js";

/** The terms of a fact from the rarest to the commonest. */
export function byRarity(index: CorpusIndex, { terms }: Fact): Term[] {
  return [...terms].sort((one, other) => index.idf(other.stem) - index.idf(one.stem));
}

/** The fact without its particulars, its rarest terms: what carries over to other cases. */
export function gistOf(index: CorpusIndex, fact: Fact): string {
  const ranked = byRarity(index, fact);
  const particulars = new Set(
    ranked.slice(0, Math.round(constants.particulars * ranked.length)).map((term) => term.stem),
  );
  return fact.text
    .split(/\s+/)
    .filter((word) => !termsOf(word).some((term) => particulars.has(term.stem)))
    .join(" ");
}
