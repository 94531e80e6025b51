import type { CauseText } from "../../../../../models/simulated/analyzer/cause.js";
import type { ReadRound } from "../../../../../models/simulated/analyzer/rounds.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import { sameAnswer } from "../../mark-answer.js";
import { constants } from "../constants.js";

/** Why rounds are lost, as far as the simulated agents can tell. */
export type Cause = "malformed" | "formless" | "recall" | "wrongReference" | "tooHard" | "unmeasured";

export const causes: Readonly<Record<Cause, CauseText>> = {
  malformed: {
    cause: "Drafts do not parse: text around the JSON, or a reply that breaks off.",
    remedy: "Ask for strictly valid JSON, or read the reply more tolerantly.",
    words: /\bpars|\bjson\b|malformed|unreadable|breaks off/i,
  },
  formless: {
    cause: "Drafts are refused for their form: two asks in one question, hedged answers, bare numbers.",
    remedy: "Ask for one thing, with an exact symbolic expression or a named object as the answer.",
    words: /two asks|hedged|rules of (?:the )?form|bare number/i,
  },
  recall: {
    cause: "Questions ask for one remembered statement: the weak solver knows it too.",
    remedy: "Ask for what takes several steps, and choose such questions when there are several.",
    words: /remembered|recall|too easy|one statement|look(?:ed)? up/i,
  },
  wrongReference: {
    cause: "The reference answer is wrong: strong attempts agree with one another on a different one.",
    remedy: "Have the reference checked by a second way before it is proposed, or by the verifier.",
    words: /reference (?:answer )?(?:is |was )?wrong|wrong reference|agree with one another/i,
  },
  tooHard: {
    cause: "The strong solver fails as well, each attempt in its own way.",
    remedy: "Ask for fewer steps.",
    words: /strong (?:solver|attempts?) fails?|too hard|fewer steps/i,
  },
  unmeasured: {
    cause: "Answers could not be measured.",
    remedy: "Ask for shorter answers.",
    words: /not measured|could not be measured/i,
  },
};

export function causeOf(_index: CorpusIndex, round: ReadRound): Cause | undefined {
  if (round.refusal !== "") return /JSON|object/.test(round.refusal) ? "malformed" : "formless";
  if (round.objection !== "" || /reference FAIL|reasoning FAIL/.test(round.text)) {
    return /reference FAIL|wrong/.test(round.text) ? "wrongReference" : "recall";
  }
  if (round.notMeasured) return "unmeasured";
  if (round.tooEasy) return "recall";
  if (!round.strongFailed) return undefined;
  return strongAgree(round.text) ? "wrongReference" : "tooHard";
}

/** Whether most failed strong attempts give the same answer, which is not the reference. */
function strongAgree(text: string): boolean {
  const failed = text
    .split(/^(?=\s*\w+ attempt \d+, )/m)
    .filter((part) => /^\s*strong attempt \d+, score 0\.00/.test(part))
    .flatMap((part) => /ANSWER: *(.+)$/m.exec(part)?.[1] ?? []);
  const most = Math.max(
    0,
    ...failed.map((one) => failed.filter((other) => sameAnswer(`ANSWER: ${one}`, `ANSWER: ${other}`)).length),
  );
  return failed.length > 1 && most / failed.length >= constants.causes.agreed;
}
