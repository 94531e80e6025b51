import { gumbel, uniform } from "../../../../../models/simulated/hashing.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import type { Fact } from "../../../../../models/simulated/text/facts.js";
import { constants } from "../constants.js";
import { type ChallengerTask, count } from "./task.js";

const { challenger } = constants;

/** A fact that the example asks about, and its place in the document (0 first, 1 last). */
export interface Pick {
  readonly fact: Fact;
  readonly specificity: number;
  readonly place: number;
}

/** The facts to ask about: around the specificity aimed at, in the order of the document. */
export function pickFacts(index: CorpusIndex, task: ChallengerTask): Pick[] {
  const { manner, temper, facts } = task;
  const range = manner.negatives ? challenger.picksBesideNegatives : challenger.picks;
  const most = manner.negatives
    ? challenger.criteria - count(temper, "negatives", challenger.negativeCount)
    : challenger.criteria;
  const wanted = Math.min(most, count(temper, "picks", range) + (manner.hard ? challenger.hardExtra : 0));
  const candidates = facts.map((fact, position) => {
    const pick: Pick = {
      fact,
      specificity: index.specificity(fact),
      place: position / Math.max(1, facts.length - 1),
    };
    return { pick, key: appeal(task, pick) + luck(task, fact) };
  });
  return candidates
    .sort((one, other) => other.key - one.key)
    .slice(0, wanted)
    .map(({ pick }) => pick)
    .sort((one, other) => one.place - other.place);
}

/** Sentences of the document that only set the scene: its most general ones that are not asked about. */
export function sceneFacts(index: CorpusIndex, task: ChallengerTask, picks: readonly Pick[]): Fact[] {
  const asked = new Set(picks.map((pick) => pick.fact));
  return task.facts
    .filter((fact) => !asked.has(fact))
    .map((fact) => ({ fact, specificity: index.specificity(fact) }))
    .sort((one, other) => one.specificity - other.specificity)
    .slice(0, challenger.generalSentences)
    .map(({ fact }) => fact);
}

function appeal({ manner }: ChallengerTask, pick: Pick): number {
  const distance = (pick.specificity - manner.target) / challenger.width;
  return -(distance * distance) / 2 - (manner.early ? challenger.earliness * pick.place : 0);
}

function luck({ temper }: ChallengerTask, fact: Fact): number {
  const asUsual = uniform("habit", temper.whim, fact.hash) < challenger.pickHabit;
  return gumbel("pick", temper.model, asUsual ? temper.document : temper.whim, fact.hash);
}
