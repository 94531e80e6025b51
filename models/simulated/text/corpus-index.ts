import { BoundedCache } from "../bounded-cache.js";
import { constants } from "../constants.js";
import { type Fact, factOf } from "./facts.js";
import { paragraphsOf, piecesOf, statementsOf } from "./sentences.js";

export interface SourceText {
  readonly title: string;
  readonly text: string;
}

/** A document that the simulated models have "seen in training": its facts, and where each term occurs. */
export interface KnownDocument {
  readonly title: string;
  readonly facts: readonly Fact[];
  /** Positions in `facts` of every stem. */
  readonly postings: ReadonlyMap<string, readonly number[]>;
}

/**
 * What all simulated models share: the documents of the experiment, how rare each term is among them, and how
 * specific a sentence is. Built once; answers about any text, also one that was never indexed.
 */
export class CorpusIndex {
  readonly documents: readonly KnownDocument[];
  readonly #documentsOf = new Map<string, number[]>();
  readonly #rarities: Float64Array;
  readonly #facts = new BoundedCache<string, Fact>(constants.memory.facts);
  readonly #texts = new BoundedCache<string, readonly Fact[]>(constants.memory.texts);
  readonly #specificities = new BoundedCache<Fact, number>(constants.memory.facts);

  constructor(sources: readonly SourceText[]) {
    this.documents = sources.map((source) => this.#know(source));
    this.documents.forEach((document, index) => {
      for (const stem of document.postings.keys()) {
        const holders = this.#documentsOf.get(stem);
        if (holders === undefined) this.#documentsOf.set(stem, [index]);
        else holders.push(index);
      }
    });
    const rarities = this.documents.flatMap((document) => document.facts.map((fact) => this.#rarityOf(fact)));
    this.#rarities = Float64Array.from(rarities).sort();
  }

  /** Inverse document frequency of a stem in this corpus; highest for a stem that no document has. */
  idf(stem: string): number {
    const frequency = this.#documentsOf.get(stem)?.length ?? 0;
    return Math.log((this.documents.length + 1) / (frequency + 0.5));
  }

  /** The statement as a fact, remembered. */
  fact(text: string): Fact {
    return this.#facts.get(text, () => factOf(text));
  }

  /** The facts of a text in their order, remembered. */
  factsOf(text: string): readonly Fact[] {
    return this.#texts.get(text, () => statementsOf(text).map((sentence) => this.fact(sentence)));
  }

  /** Every sentence of a text as a fact, however short or long. */
  sentencesOf(text: string): Fact[] {
    return paragraphsOf(text)
      .flatMap(piecesOf)
      .map((sentence) => this.fact(sentence));
  }

  /** Share of the corpus's facts that are less rare than this one: 0 generic, 1 found nowhere else. */
  specificity(fact: Fact): number {
    return this.#specificities.get(fact, () => {
      if (this.#rarities.length === 0) return 0.5;
      const rarity = this.#rarityOf(fact);
      let low = 0;
      let high = this.#rarities.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((this.#rarities[middle] as number) < rarity) low = middle + 1;
        else high = middle;
      }
      return low / this.#rarities.length;
    });
  }

  /** Share of `wanted`, weighted by idf, that `stems` has; 0 when nothing is wanted. */
  coverage(wanted: readonly string[], stems: ReadonlySet<string>): number {
    let all = 0;
    let found = 0;
    for (const stem of wanted) {
      const weight = this.idf(stem);
      all += weight;
      if (stems.has(stem)) found += weight;
    }
    return all === 0 ? 0 : found / all;
  }

  /** The document that has most of these stems by weight (each stem votes once); undefined without any vote. */
  recognise(votes: ReadonlyMap<string, number>): KnownDocument | undefined {
    const tally = new Float64Array(this.documents.length);
    for (const [stem, weight] of votes) {
      const vote = weight * this.idf(stem);
      for (const index of this.#documentsOf.get(stem) ?? []) tally[index] = (tally[index] as number) + vote;
    }
    let best = -1;
    let most = 0;
    tally.forEach((votes, index) => {
      if (votes > most) [best, most] = [index, votes];
    });
    return this.documents[best];
  }

  #know(source: SourceText): KnownDocument {
    const facts = statementsOf(source.text).map((sentence) => this.fact(sentence));
    const postings = new Map<string, number[]>();
    facts.forEach((fact, position) => {
      for (const stem of fact.stems) {
        const places = postings.get(stem);
        if (places === undefined) postings.set(stem, [position]);
        else places.push(position);
      }
    });
    return { title: source.title, facts, postings };
  }

  /** Half the mean idf of the rarest terms, half the mean of all, and a bonus for figures. */
  #rarityOf(fact: Fact): number {
    const idfs = fact.terms.map((term) => this.idf(term.stem)).sort((a, b) => b - a);
    if (idfs.length === 0) return 0;
    const rarest = idfs.slice(0, constants.facts.rarestTerms);
    return mean(rarest) / 2 + mean(idfs) / 2 + (fact.hasDigit ? constants.facts.digitBonus : 0);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
