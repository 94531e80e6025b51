import { BoundedCache } from "../bounded-cache.js";
import { constants } from "../constants.js";
import { normal, textHash, uniform } from "../hashing.js";
import type { CorpusIndex, KnownDocument } from "../text/corpus-index.js";
import type { Fact } from "../text/facts.js";
import { paragraphsOf, piecesOf } from "../text/sentences.js";
import { termsOf } from "../text/terms.js";
import { type SimulatedRequest, textOf } from "../wire/request.js";
import type { RoleReply } from "../wire/response.js";
import { readSection } from "../wire/sections.js";

const { solver } = constants;

/** What a question brings to mind, before asking who knows it. */
interface Recollection {
  /** Facts of the recognised document, in the order in which they come to mind. */
  readonly facts: readonly Fact[];
  /** Sentences of the context that bear on the question. */
  readonly offered: readonly Fact[];
}

/**
 * Answers a question from what the model knows of the document it recognises and from the context. The model
 * never sees the document; `skill` is how specific a fact may be and still be known.
 */
export class Solver {
  readonly #recollections = new BoundedCache<string, Recollection>(constants.memory.questions);

  constructor(private readonly index: CorpusIndex) {}

  answer(request: SimulatedRequest, skill: number): RoleReply {
    const user = textOf(request, "user");
    const context = readSection(user, "context") ?? "";
    const question = readSection(user, "question") ?? user;
    const { facts, offered } = this.#recollections.get(`${context}\u0000${question}`, () =>
      this.#recollect(context, question),
    );
    const whim = textHash(`${request.model} ${request.seed} ${context} ${question}`);
    const said = facts
      .slice(0, solver.perAnswer)
      .filter((fact) => uniform("say", whim, fact.hash) < this.#chance(request.model, fact, skill));
    const copied = offered.filter((fact) => uniform("copy", whim, fact.hash) < solver.copy);
    const sentences = new Set([...said, ...copied].map((fact) => fact.text));
    if (sentences.size === 0) return { text: "I cannot derive this from the setting that is described." };
    return { text: [...sentences].join(" ") };
  }

  #chance(model: string, fact: Fact, skill: number): number {
    const shared = Math.sqrt(solver.sharedDifficulty) * normal("difficulty", fact.hash);
    const own = Math.sqrt(1 - solver.sharedDifficulty) * normal("difficulty", model, fact.hash);
    const ease = skill + solver.difficulty * (shared + own) - this.index.specificity(fact);
    return solver.guess + solver.recall / (1 + Math.exp(-solver.steepness * ease));
  }

  #recollect(context: string, question: string): Recollection {
    const asked = new Set(termsOf(question).map((term) => term.stem));
    const votes = new Map<string, number>();
    for (const { stem } of termsOf(context)) votes.set(stem, solver.contextVote);
    for (const stem of asked) votes.set(stem, 1);
    const document = this.index.recognise(votes);
    const offered = paragraphsOf(context)
      .flatMap(piecesOf)
      .map((sentence) => this.index.fact(sentence))
      .filter((fact) => [...fact.stems].filter((stem) => asked.has(stem)).length >= solver.copiedTerms);
    return { facts: document === undefined ? [] : this.#comeToMind(document, question), offered };
  }

  /** The best facts of every aspect of the question, each aspect in turn. */
  #comeToMind(document: KnownDocument, question: string): Fact[] {
    const aspects = question
      .split(/[;:?,]|\band\b/)
      .map((aspect) => this.#bestFacts(document, aspect))
      .filter((facts) => facts.length > 0);
    const inTurn = Array.from({ length: solver.perAspect }, (_, rank) =>
      aspects.flatMap((facts) => facts.slice(rank, rank + 1)),
    );
    return [...new Set(inTurn.flat())];
  }

  #bestFacts(document: KnownDocument, aspect: string): Fact[] {
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
      .slice(0, solver.perAspect)
      .map(([place]) => document.facts[place] as Fact);
  }
}
