import { BoundedCache } from "../bounded-cache.js";
import { constants } from "../constants.js";
import { type Fact, factOf } from "./facts.js";
import { paragraphsOf, piecesOf, statementsOf } from "./sentences.js";
import { NumberList, StemHolders, Vocabulary } from "./stem-holders.js";

/** A document's text may be read whenever it is asked for; it must always be the same. */
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
 * specific a sentence is. Built once; answers about any text, also one that was never indexed. Of most documents it
 * keeps no text and no fact, only which of them hold which stem: what it needs of one, it reads again.
 */
export class CorpusIndex {
  readonly #known = new BoundedCache<number, KnownDocument>(constants.memory.documents);
  readonly #vocabulary = new Vocabulary();
  readonly #holders: StemHolders;
  readonly #rarities: Float64Array;
  readonly #facts = new BoundedCache<string, Fact>(constants.memory.facts);
  readonly #texts = new BoundedCache<string, readonly Fact[]>(constants.memory.texts);
  readonly #specificities = new BoundedCache<Fact, number>(constants.memory.facts);

  constructor(private readonly sources: readonly SourceText[]) {
    const stems = new NumberList();
    const ends = new NumberList();
    const facts = new FactStems();
    for (const position of sources.keys()) {
      const document = this.document(position);
      for (const stem of document.postings.keys()) stems.add(this.#vocabulary.numberOf(stem));
      ends.add(stems.length);
      for (const fact of document.facts) facts.add(fact, this.#vocabulary);
    }
    this.#holders = new StemHolders(this.#vocabulary, stems, ends);
    const rarities = facts.map((numbers, hasDigit) =>
      rarityOf(
        numbers.map((number) => this.#idfOf(number)),
        hasDigit,
      ),
    );
    this.#rarities = rarities.sort();
  }

  /** The document at this position among the sources, remembered. */
  document(position: number): KnownDocument {
    return this.#known.get(position, () => this.#know(this.sources[position] as SourceText));
  }

  /** Every document in turn, read when it is reached. */
  *documents(): Generator<KnownDocument> {
    for (const position of this.sources.keys()) yield this.document(position);
  }

  /** Inverse document frequency of a stem in this corpus; highest for a stem that no document has. */
  idf(stem: string): number {
    return this.#idfOf(this.#vocabulary.find(stem));
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
      const rarity = rarityOf(
        fact.terms.map((term) => this.idf(term.stem)),
        fact.hasDigit,
      );
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
    const tally = new Float64Array(this.sources.length);
    for (const [stem, weight] of votes) {
      const number = this.#vocabulary.find(stem);
      const vote = weight * this.#idfOf(number);
      for (const index of this.#holders.of(number)) tally[index] = (tally[index] as number) + vote;
    }
    let best = -1;
    let most = 0;
    tally.forEach((votes, index) => {
      if (votes > most) [best, most] = [index, votes];
    });
    return best === -1 ? undefined : this.document(best);
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

  #idfOf(number: number | undefined): number {
    return Math.log((this.sources.length + 1) / (this.#holders.of(number).length + 0.5));
  }
}

/** The stems of all facts of a corpus and whether each holds a figure, while it is indexed. */
class FactStems {
  readonly #stems = new NumberList();
  readonly #ends = new NumberList();
  readonly #digits = new NumberList();

  add({ terms, hasDigit }: Fact, vocabulary: Vocabulary): void {
    for (const { stem } of terms) this.#stems.add(vocabulary.numberOf(stem));
    this.#ends.add(this.#stems.length);
    this.#digits.add(hasDigit ? 1 : 0);
  }

  map(of: (stems: number[], hasDigit: boolean) => number): Float64Array {
    let start = 0;
    return Float64Array.from({ length: this.#ends.length }, (_, index) => {
      const end = this.#ends.at(index);
      const stems = Array.from({ length: end - start }, (_stem, at) => this.#stems.at(start + at));
      start = end;
      return of(stems, this.#digits.at(index) === 1);
    });
  }
}

/** Half the mean idf of the rarest terms, half the mean of all, and a bonus for figures. */
function rarityOf(idfsOfTerms: readonly number[], hasDigit: boolean): number {
  if (idfsOfTerms.length === 0) return 0;
  const idfs = [...idfsOfTerms].sort((a, b) => b - a);
  const rarest = idfs.slice(0, constants.facts.rarestTerms);
  return mean(rarest) / 2 + mean(idfs) / 2 + (hasDigit ? constants.facts.digitBonus : 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
