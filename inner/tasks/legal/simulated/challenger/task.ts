import { follows, habit, type Temper } from "../../../../../models/simulated/compliance.js";
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
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly manner: Manner;
}

/** How this challenger goes about this document this time. */
export interface Manner {
  /** Specificity aimed at. */
  readonly target: number;
  /** Share of criteria that join two facts. */
  readonly compound: number;
  /** Criteria are put without the particulars of the case. */
  readonly general: boolean;
  /** The question gives the particulars. */
  readonly given: boolean;
  /** Sentences of the document that the question retells. */
  readonly retold: number;
  readonly opening: "client" | "case" | "role";
  readonly negatives: "errors" | "common points" | "good behaviour";
  readonly misclassed: boolean;
  readonly malformed: boolean;
}

export function understand(index: CorpusIndex, request: SimulatedRequest): ChallengerTask {
  const user = textOf(request, "user");
  const shown = readDocument(user) ?? { title: "", text: user };
  const reading = reader.read(outsideSections(textOf(request, "system")), outsideSections(user));
  const temper: Temper = {
    model: request.model,
    document: textHash(shown.text),
    whim: textHash(`${request.seed} ${request.messages.map((one) => textHash(one.content)).join(" ")}`),
  };
  const manner = mannerOf(temper, reading, readFeedback(user));
  return { temper, title: shown.title, facts: index.factsOf(shown.text), manner };
}

function mannerOf(temper: Temper, reading: Reading<Kind>, feedback: Feedback): Manner {
  const told = (kind: Kind) => follows(temper, reading, kind);
  const level = told("principles") ? "principle" : told("detail") ? "detail" : "naive";
  const { target, targetSpread, perSuggestion, compound, malformed } = challenger;
  const joins = compound.naive + compound.spread * normalOf(habit(temper, "compound"));
  const chanceOfFault = told("strictJson") ? malformed.told : malformed.naive;
  return {
    target:
      target[level] + targetSpread * normalOf(habit(temper, "depth")) + perSuggestion * feedback.further,
    compound: told("oneTest") ? compound.told : Math.min(1, Math.max(0, joins)),
    general: level === "principle",
    given: told("givenFacts"),
    retold: retoldSentences(temper, feedback, told("ownMatter"), told("short")),
    opening: openingOf(temper, feedback, told("ownMatter")),
    negatives: negativesOf(temper, feedback, told("errorsThemselves")),
    misclassed:
      !told("classesKept") && habit(temper, "class") < challenger.misclassed * heed(feedback.misclassed),
    malformed: habit(temper, "malformed") < chanceOfFault * heed(feedback.unreadable),
  };
}

function retoldSentences(temper: Temper, feedback: Feedback, own: boolean, short: boolean): number {
  if (own) return 0;
  const { least, more } = challenger.retold;
  const usual = least + Math.floor(habit(temper, "retold") * (more + 1));
  const after = feedback.tooLong || feedback.retold ? usual - challenger.retoldLess : usual;
  return Math.max(0, short ? Math.min(after, challenger.retoldWhenShort) : after);
}

function openingOf(temper: Temper, feedback: Feedback, own: boolean): Manner["opening"] {
  if (own) return "client";
  const chance = habit(temper, "opening");
  const share = heed(feedback.retold);
  if (chance < challenger.namesCase * share) return "case";
  return chance > 1 - challenger.givesRole * share ? "role" : "client";
}

function negativesOf(temper: Temper, feedback: Feedback, told: boolean): Manner["negatives"] {
  if (told) return "errors";
  return habit(temper, "inverted") < challenger.inverted * heed(feedback.polarity)
    ? "good behaviour"
    : "common points";
}

/** A fault that was pointed out becomes somewhat rarer. */
const heed = (reported: boolean) => (reported ? challenger.heed : 1);

/** An integer between `least` and `least + more`, by the whim of the request. */
export function count(
  temper: Temper,
  what: string,
  range: { readonly least: number; readonly more: number },
) {
  return range.least + Math.floor(uniform(what, temper.whim) * (range.more + 1));
}
