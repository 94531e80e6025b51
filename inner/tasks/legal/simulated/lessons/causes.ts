import type { CauseText } from "../../../../../models/simulated/analyzer/cause.js";
import type { ReadRound } from "../../../../../models/simulated/analyzer/rounds.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import { constants } from "../constants.js";
import { readAttempts, readRubric, type SeenCriterion } from "./legal-round.js";

/** Why rounds are lost, as far as the simulated agents can tell. */
export type Cause =
  | "malformed"
  | "polarity"
  | "classes"
  | "rubric"
  | "longQuestion"
  | "retold"
  | "names"
  | "compound"
  | "ceiling"
  | "flat"
  | "unmeasured";

export const causes: Readonly<Record<Cause, CauseText>> = {
  malformed: {
    cause: "Drafts do not parse: signs or words in weights, or text around the JSON.",
    remedy: "Ask for strictly valid JSON with plain integers as weights, or read the reply more tolerantly.",
    words: /\bpars|\bjson\b|malformed|unreadable|plus sign|preamble/i,
  },
  polarity: {
    cause: "Drafts are refused because negative criteria describe good behaviour.",
    remedy: "Have negative criteria phrased as the error itself.",
    words: /polarity|negative criteri|good behaviou?r/i,
  },
  classes: {
    cause: "Drafts are refused because a weight is outside the range of its class.",
    remedy: "Have each weight checked against its class.",
    words: /range of its class|weight class|outside the range/i,
  },
  rubric: {
    cause: "Drafts are refused because they break the rules of form.",
    remedy: "State the keys and numbers of the form more exactly.",
    words: /rules of form|number of criteria|keys and numbers/i,
  },
  longQuestion: {
    cause: "Questions are too long and are sent back for it, whatever their scores are.",
    remedy: "Set the question a limit well under 1,000 characters.",
    words: /too long|long_question|over (?:the limit|1,?000)|overlong|wordy/i,
  },
  retold: {
    cause: "Questions recap the document's case or give the solver a role.",
    remedy: "Have a new client tell a matter of their own, and nothing of the document's dispute.",
    words: /recap|retell|retold|case_recap|RECAPS_SOURCE|role_play/i,
  },
  names: {
    cause: "Criteria ask for the parties and names of the document.",
    remedy: "Keep names out of the rubric.",
    words: /CASE_NAMES|criteria (?:ask for|name) (?:the )?(?:parties|names)/i,
  },
  compound: {
    cause: "Compound criteria join two tests, so that even strong answers do not meet them.",
    remedy: "Have each criterion test one thing.",
    words: /compound|two tests|joins? (?:two|several)|double-barrel/i,
  },
  ceiling: {
    cause: "A knowledge ceiling: no weak answer meets what the criteria ask, which is peculiar to one case.",
    remedy: "Test principles that carry over, and give the facts from which the answer follows.",
    words: /knowledge ceiling|too hard|at the floor|no weak answer|out of (?:the weak|reach)/i,
  },
  flat: {
    cause: "The weak answers are alike: hardly any criterion tells them apart.",
    remedy: "Take another angle, with steps that some answers take and some do not.",
    words: /alike|unproductive|tells? them apart|no spread|little spread/i,
  },
  unmeasured: {
    cause: "Attempts could not be measured.",
    remedy: "Ask for shorter answers by a narrower question.",
    words: /not be measured|unmeasur|truncat|cut off/i,
  },
};

const refusals: readonly (readonly [RegExp, Cause])[] = [
  [/negative criterion must describe/, "polarity"],
  [/outside the range of/, "classes"],
  [/pars|json|number|integer|text/i, "malformed"],
];

/** The one cause that a lost round is put down to; undefined for a round that was not lost. */
export function causeOf(_index: CorpusIndex, round: ReadRound): Cause | undefined {
  if (round.refusal !== "") return refusals.find(([words]) => words.test(round.refusal))?.[1] ?? "rubric";
  if (round.objection !== "") {
    if (/RECAPS_SOURCE|NO_CLIENT/.test(round.objection)) return "retold";
    return /CASE_NAMES/.test(round.objection) ? "names" : "flat";
  }
  if (/^\s*IMPROVE \(long_question\)/m.test(round.text)) return "longQuestion";
  if (/^\s*IMPROVE \((?:case_recap|role_play|old_year)\)/m.test(round.text)) return "retold";
  if (/^\s*IMPROVE \(loop_judge\)/m.test(round.text)) return whyNotUseful(round);
  return round.notMeasured ? "unmeasured" : undefined;
}

function whyNotUseful(round: ReadRound): Cause {
  const positives = readRubric(round.text).filter(({ weight }) => weight > 0);
  const attempts = readAttempts(round);
  const missedBy = (seat: string) =>
    positives.filter(({ number }) =>
      attempts.filter((one) => one.seat === seat).every(({ met }) => met[number - 1] !== true),
    );
  const share = (some: readonly SeenCriterion[]) => some.length / Math.max(1, positives.length);
  const beyondStrong = missedBy("strong");
  const joined = beyondStrong.filter(({ text }) => / and that /.test(text));
  if (share(beyondStrong) > constants.causes.unreachable && 2 * joined.length >= beyondStrong.length) {
    return "compound";
  }
  return share(missedBy("weak")) > constants.causes.ceiling ? "ceiling" : "flat";
}
