import type { CauseText } from "../../../../../models/simulated/analyzer/cause.js";
import type { ReadCriterion, ReadRound } from "../../../../../models/simulated/analyzer/rounds.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import { constants } from "../constants.js";

/** Why rounds are lost, as far as the simulated agents can tell. */
export type Cause =
  | "malformed"
  | "rubric"
  | "leak"
  | "generic"
  | "weights"
  | "negatives"
  | "tooHard"
  | "unmeasured";

export const causes: Readonly<Record<Cause, CauseText>> = {
  malformed: {
    cause: "Drafts do not parse: signs or words in weights, or text around the JSON.",
    remedy: "Ask for strictly valid JSON with plain integers as weights, or read the reply more tolerantly.",
    words: /\bpars|\bjson\b|malformed|unreadable|plus sign|preamble/i,
  },
  rubric: {
    cause: "Drafts are refused because the rubric breaks the rules of form.",
    remedy: "State the number of criteria and their keys more exactly.",
    words: /rules of form|number of criteria|too few criteria|rubric (?:size|form|structure)/i,
  },
  leak: {
    cause: "The context gives the answer away, so that it can be copied from there.",
    remedy: "Have the context state problem and setting only, and check it before replying.",
    words: /\bleak|give[sn]? (?:\w+ ){0,3}away|copied from|context (?:states|reveals|contains)/i,
  },
  generic: {
    cause: "Questions are generic: the weak solver answers from common knowledge.",
    remedy: "Ask for what is specific to the document and cannot be answered without it.",
    words: /generic|common knowledge|general knowledge|too general|textbook/i,
  },
  weights: {
    cause: "The heaviest criteria reward what any answer says, and decide the score.",
    remedy: "Level the weights, with a cap, so that no easy criterion dominates.",
    words: /heav(?:y|iest)|weights? (?:reward|dominat|decide)|uneven weight|dominat/i,
  },
  negatives: {
    cause: "Negative criteria are met by good answers and pull the strong solver down.",
    remedy: "Do without negative criteria, or word them as the error itself.",
    words: /negative criteri|penalt|negative items?|misfir/i,
  },
  tooHard: {
    cause: "The strong solver misses criteria that the question does not point to.",
    remedy: "Have criteria test only what a good answer to this question would say.",
    words: /strong solver misses|too hard|strong (?:model|solver) (?:fails|can ?not)|out of reach/i,
  },
  unmeasured: {
    cause: "Attempts could not be measured.",
    remedy: "Ask for shorter answers by a narrower question.",
    words: /not be measured|unmeasur|truncat|cut off/i,
  },
};

/** The one cause that a lost round is put down to; undefined for a round that was not lost. */
export function causeOf(index: CorpusIndex, round: ReadRound): Cause | undefined {
  if (round.refusal !== "") {
    if (/\b(?:polarity|ceiling): /.test(round.refusal)) return "negatives";
    return /pars|json|number|integer|text/i.test(round.refusal) ? "malformed" : "rubric";
  }
  if (round.objection !== "") return /LEAKS_ANSWER/.test(round.objection) ? "leak" : "rubric";
  if (round.tooEasy) return whyTooEasy(index, round);
  if (round.strongFailed) return negativesHurt(round) ? "negatives" : "tooHard";
  return round.notMeasured ? "unmeasured" : undefined;
}

function whyTooEasy(index: CorpusIndex, round: ReadRound): Cause {
  const positive = round.criteria.filter((one) => one.weight > 0);
  const given = positive.filter((one) => isGiven(index, round.context, one));
  if (given.length > constants.causes.leakShare * positive.length) return "leak";
  return weightsCarry(round) ? "weights" : "generic";
}

function isGiven(index: CorpusIndex, context: string, criterion: ReadCriterion): boolean {
  const wanted = [...index.fact(criterion.text).stems];
  return index
    .sentencesOf(context)
    .some((sentence) => index.coverage(wanted, sentence.stems) > constants.causes.given);
}

/** Whether the weak attempts met far more weight than criteria. */
function weightsCarry({ criteria, attempts }: ReadRound): boolean {
  const weak = attempts.filter((attempt) => attempt.stage === "weak");
  const excess = weak.map(({ met }) => {
    const positive = criteria.map((one, at) => ({ weight: one.weight, met: met[at] === true }));
    const inPlay = positive.filter((one) => one.weight > 0);
    const share = inPlay.filter((one) => one.met).length / Math.max(1, inPlay.length);
    const all = sum(inPlay.map((one) => one.weight));
    return sum(inPlay.filter((one) => one.met).map((one) => one.weight)) / Math.max(1, all) - share;
  });
  return excess.length > 0 && sum(excess) / excess.length > constants.causes.weightExcess;
}

/** Whether penalties cost the strong attempts a notable part of their score. */
function negativesHurt({ criteria, attempts }: ReadRound): boolean {
  const strong = attempts.filter((attempt) => attempt.stage === "strong");
  const all = sum(criteria.map((one) => Math.max(0, one.weight)));
  const lost = strong.map(({ met }) =>
    sum(criteria.map((one, at) => (met[at] === true ? Math.max(0, -one.weight) : 0))),
  );
  return lost.length > 0 && sum(lost) / lost.length > constants.causes.penaltyShare * all;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
