import { gumbel, uniform } from "../../../../../models/simulated/hashing.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import type { Fact } from "../../../../../models/simulated/text/facts.js";
import { constants } from "../constants.js";
import type { ChallengerTask } from "./task.js";

const { challenger } = constants;

/** The facts of the document in the order in which they seem worth asking about: around the specificity aimed at. */
export function rankFacts(index: CorpusIndex, task: ChallengerTask): Fact[] {
  return task.facts
    .map((fact) => ({ fact, key: appeal(index, task, fact) + luck(task, fact) }))
    .sort((one, other) => other.key - one.key)
    .map(({ fact }) => fact);
}

/** The most general sentences of the document, in its own order: how a case is retold. */
export function retoldFacts(index: CorpusIndex, { facts, manner }: ChallengerTask): Fact[] {
  const general = [...facts].sort((one, other) => index.specificity(one) - index.specificity(other));
  const chosen = new Set(general.slice(0, manner.retold));
  return facts.filter((fact) => chosen.has(fact));
}

function appeal(index: CorpusIndex, { manner }: ChallengerTask, fact: Fact): number {
  const distance = (index.specificity(fact) - manner.target) / challenger.width;
  return -(distance * distance) / 2;
}

function luck({ temper }: ChallengerTask, fact: Fact): number {
  const asUsual = uniform("habit", temper.whim, fact.hash) < challenger.pickHabit;
  return gumbel("pick", temper.model, asUsual ? temper.document : temper.whim, fact.hash);
}
