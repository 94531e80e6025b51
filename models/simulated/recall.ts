import { BoundedCache } from "./bounded-cache.js";
import { constants } from "./constants.js";
import { normal, uniform } from "./hashing.js";
import type { CorpusIndex, KnownDocument } from "./text/corpus-index.js";
import type { Fact } from "./text/facts.js";
import { termsOf } from "./text/terms.js";

const { recall } = constants;

/** What a question brings to mind, before asking who knows it. */
export interface Recollection {
  /** Facts of the recognised document, in the order in which they come to mind. */
  readonly facts: readonly Fact[];
  /** Sentences of the context that bear on the question. */
  readonly offered: readonly Fact[];
}

/** Who speaks, on what occasion. */
export interface Speaker {
  readonly model: string;
  /** How specific a fact may be (0 to 1) and still be known. */
  readonly skill: number;
  /** Hash of seed and request. */
  readonly whim: number;
}

/** What models know of the documents they have seen, without seeing them: what comes to mind, and who can say it. */
export class Recall {
  readonly #recollections = new BoundedCache<string, Recollection>(constants.memory.questions);

  constructor(private readonly index: CorpusIndex) {}

  /** What question and context (which may be empty) bring to mind, remembered. */
  recollect(context: string, question: string): Recollection {
    return this.#recollections.get(`${context}\u0000${question}`, () => this.#recollect(context, question));
  }

  /** The sentences that this speaker says of it, each once: what it knows, then what it repeats from the context. */
  say({ facts, offered }: Recollection, speaker: Speaker): string[] {
    const { whim } = speaker;
    const said = facts
      .slice(0, recall.perAnswer)
      .filter((fact) => uniform("say", whim, fact.hash) < this.chanceOfSaying(fact, speaker));
    const copied = offered.filter((fact) => uniform("copy", whim, fact.hash) < recall.copy);
    return [...new Set([...said, ...copied].map((fact) => fact.text))];
  }

  /** From 0 to 1, falling with the fact's specificity around the skill; models find much the same facts hard. */
  chanceOfSaying(fact: Fact, { model, skill }: Pick<Speaker, "model" | "skill">): number {
    const shared = Math.sqrt(recall.sharedDifficulty) * normal("difficulty", fact.hash);
    const own = Math.sqrt(1 - recall.sharedDifficulty) * normal("difficulty", model, fact.hash);
    const ease = skill + recall.difficulty * (shared + own) - this.index.specificity(fact);
    return recall.guess + recall.known / (1 + Math.exp(-recall.steepness * ease));
  }

  #recollect(context: string, question: string): Recollection {
    const asked = new Set(termsOf(question).map((term) => term.stem));
    const votes = new Map<string, number>();
    for (const { stem } of termsOf(context)) votes.set(stem, recall.contextVote);
    for (const stem of asked) votes.set(stem, 1);
    const document = this.index.recognise(votes);
    const offered = this.index
      .sentencesOf(context)
      .filter((fact) => [...fact.stems].filter((stem) => asked.has(stem)).length >= recall.copiedTerms);
    return { facts: document === undefined ? [] : comeToMind(document, question), offered };
  }
}

/** The best facts of every aspect of the question, each aspect in turn. */
function comeToMind(document: KnownDocument, question: string): Fact[] {
  const aspects = question
    .split(/[;:?,]|\band\b/)
    .map((aspect) => bestFacts(document, aspect))
    .filter((facts) => facts.length > 0);
  const inTurn = Array.from({ length: recall.perAspect }, (_, rank) =>
    aspects.flatMap((facts) => facts.slice(rank, rank + 1)),
  );
  return [...new Set(inTurn.flat())];
}

function bestFacts(document: KnownDocument, aspect: string): Fact[] {
  const scores = new Map<number, number>();
  for (const { stem } of termsOf(aspect)) {
    const places = document.postings.get(stem) ?? [];
    const weight = Math.log((document.facts.length + 1) / (places.length + 0.5));
    for (const place of places) {
      scores.set(place, (scores.get(place) ?? 0) + weight);
    }
  }
  return [...scores]
    .sort(([place, score], [otherPlace, other]) => other - score || place - otherPlace)
    .slice(0, recall.perAspect)
    .map(([place]) => document.facts[place] as Fact);
}
