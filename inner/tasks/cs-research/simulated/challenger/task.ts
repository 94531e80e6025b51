import {
  attention,
  excessWords,
  follows,
  habit,
  type Temper,
} from "../../../../../models/simulated/compliance.js";
import { normalOf, textHash, uniform } from "../../../../../models/simulated/hashing.js";
import type { Reading } from "../../../../../models/simulated/instructions/reading.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import type { Fact } from "../../../../../models/simulated/text/facts.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import { outsideSections, readDocument } from "../../../../../models/simulated/wire/sections.js";
import { constants } from "../constants.js";
import { type Kind, reader } from "../instructions/instructions.js";
import { type Feedback, readFeedback } from "./feedback.js";

const { challenger } = constants;

/** A request to the challenger as it is understood: the document's facts, and what will be done about it. */
export interface ChallengerTask {
  readonly temper: Temper;
  readonly reading: Reading<Kind>;
  readonly feedback: Feedback;
  readonly facts: readonly Fact[];
  readonly manner: Manner;
}

/** How this challenger goes about this document this time. */
export interface Manner {
  /** Specificity aimed at. */
  readonly target: number;
  /** Prefers the beginning of the document. */
  readonly early: boolean;
  readonly hard: boolean;
  readonly short: boolean;
  /** Share of the asked facts that the context gives away. */
  readonly leak: number;
  readonly negatives: boolean;
  readonly capped: boolean;
  readonly malformed: boolean;
}

export function understand(index: CorpusIndex, request: SimulatedRequest): ChallengerTask {
  const user = textOf(request, "user");
  const shown = readDocument(user)?.text ?? user;
  const feedback = readFeedback(outsideSections(user));
  const reading = reader.read(outsideSections(textOf(request, "system")), feedback.rest);
  const temper: Temper = {
    model: request.model,
    document: textHash(shown),
    whim: textHash(`${request.seed} ${request.messages.map((one) => textHash(one.content)).join(" ")}`),
  };
  const facts = index.factsOf(shown);
  return { temper, reading, feedback, facts, manner: mannerOf(temper, reading, feedback) };
}

function mannerOf(temper: Temper, reading: Reading<Kind>, feedback: Feedback): Manner {
  const told = (kind: Kind) => follows(temper, reading, kind);
  const insight = told("insight");
  const hard = told("hard");
  const base = hard ? challenger.target.hard : challenger.target[insight ? "insight" : "naive"];
  const learnt =
    challenger.perFailure * (feedback.tooEasy - feedback.failedOnStrong) +
    challenger.perAdvice * feedback.deeper;
  return {
    target: base + challenger.targetSpread * normalOf(habit(temper, "depth")) + learnt,
    early: !insight,
    hard,
    short: told("shortQuestion"),
    leak: leakShare(temper, reading, told("noLeak"), told("selfContained")) * heed(feedback.leaked),
    negatives: !told("positiveOnly") && habit(temper, "negatives") < negativesChance(reading),
    capped: told("capped"),
    malformed:
      habit(temper, "malformed") < malformedChance(reading, told("strictJson")) * heed(feedback.refused),
  };
}

/** A fault that was pointed out becomes somewhat rarer. */
const heed = (reports: number) => (reports > 0 ? challenger.heed : 1);

function leakShare(temper: Temper, reading: Reading<Kind>, told: boolean, selfContained: boolean): number {
  if (told) return challenger.leak.told;
  const usual = reading.strengths.noLeak === "absent" ? challenger.leak.unruled : challenger.leak.naive;
  const share = usual + challenger.leakSpread * normalOf(habit(temper, "leak"));
  return Math.min(1, Math.max(0, share * (selfContained ? challenger.selfContainedFactor : 1)));
}

function negativesChance(reading: Reading<Kind>): number {
  return reading.strengths.negativesWanted === "full" ? attention(reading) : challenger.negatives;
}

function malformedChance(reading: Reading<Kind>, told: boolean): number {
  const excess = excessWords(reading) / challenger.longPromptWords;
  const long = challenger.malformed.longPrompt * Math.min(1, Math.max(0, excess));
  return (told ? challenger.malformed.told : challenger.malformed.naive) + long;
}

/** An integer between `least` and `least + more`, by the whim of the request. */
export function count(
  temper: Temper,
  what: string,
  range: { readonly least: number; readonly more: number },
) {
  return range.least + Math.floor(uniform(what, temper.whim) * (range.more + 1));
}
