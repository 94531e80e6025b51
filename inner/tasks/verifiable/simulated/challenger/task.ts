import { follows, habit, type Temper } from "../../../../../models/simulated/compliance.js";
import { normalOf, textHash } from "../../../../../models/simulated/hashing.js";
import type { Reading } from "../../../../../models/simulated/instructions/reading.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import { outsideSections, readDocument } from "../../../../../models/simulated/wire/sections.js";
import { type Statement, statementsAmong } from "../chains/statements.js";
import { constants } from "../constants.js";
import { type Kind, reader } from "../instructions/instructions.js";
import { type Feedback, readFeedback } from "./feedback.js";

const { challenger } = constants;

/** A request to the challenger as it is understood: the document's statements, and what will be done with them. */
export interface ChallengerTask {
  readonly temper: Temper;
  readonly title: string;
  readonly statements: readonly Statement[];
  readonly manner: Manner;
}

/** How this challenger goes about this document this time. */
export interface Manner {
  /** Specificity aimed at. */
  readonly target: number;
  /** Steps from the statements to the answer, plus one. */
  readonly steps: number;
  /** What is tried first when steps are wanted. */
  readonly prefers: "combined" | "substituted" | null;
  readonly short: boolean;
  /** Chance for each step that the reference goes wrong. */
  readonly slip: number;
  readonly formless: boolean;
  readonly malformed: boolean;
}

export function understand(index: CorpusIndex, request: SimulatedRequest): ChallengerTask {
  const user = textOf(request, "user");
  const { title, text } = readDocument(user) ?? { title: "", text: user };
  const feedback = readFeedback(outsideSections(user));
  const reading = reader.read(outsideSections(textOf(request, "system")), feedback.rest);
  const temper: Temper = {
    model: request.model,
    document: textHash(text),
    whim: textHash(`${request.seed} ${request.messages.map((one) => textHash(one.content)).join(" ")}`),
  };
  return {
    temper,
    title,
    statements: statementsAmong(index.factsOf(text)),
    manner: mannerOf(temper, reading, feedback),
  };
}

function mannerOf(temper: Temper, reading: Reading<Kind>, feedback: Feedback): Manner {
  const told = (kind: Kind) => follows(temper, reading, kind);
  const chance = (fault: { readonly naive: number; readonly told: number }, cure: Kind, reports: number) =>
    (told(cure) ? fault.told : fault.naive) * (reports > 0 ? challenger.heed : 1);
  const prefers = told("combined") ? "combined" : told("substituted") ? "substituted" : null;
  return {
    target: challenger.target[told("specific") ? "specific" : "naive"],
    steps: stepsWanted(temper, feedback, { ...{ prefers }, derived: told("derived"), hard: told("hard") }),
    prefers,
    short: told("shortQuestion"),
    slip: chance(challenger.slip, "checked", feedback.wrong),
    formless: habit(temper, "formless") < chance(challenger.formless, "plainForm", feedback.refused),
    malformed: habit(temper, "malformed") < chance(challenger.malformed, "strictJson", feedback.refused),
  };
}

function stepsWanted(
  temper: Temper,
  { tooEasy, tooHard }: Feedback,
  {
    prefers,
    derived,
    hard,
  }: { readonly prefers: Manner["prefers"]; readonly derived: boolean; readonly hard: boolean },
): number {
  const { steps, stepsSpread, perFailure } = challenger;
  const wanted =
    steps.naive +
    (prefers === null ? 0 : steps.angle) +
    (derived ? steps.told : 0) +
    (hard ? steps.hard : 0) +
    stepsSpread * normalOf(habit(temper, "steps")) +
    perFailure * (tooEasy - tooHard);
  return Math.min(steps.most, Math.max(1, Math.round(wanted)));
}
