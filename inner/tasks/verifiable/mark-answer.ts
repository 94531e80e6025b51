import type { JsonReply } from "../../../models/json-reply.js";
import type { Mark } from "../../trajectory.js";
import { type AnswerJudgement, readAnswerJudgement } from "./answer-judge.js";
import { compareAnswers } from "./answers/compare-answers.js";
import type { Comparison } from "./answers/comparison.js";
import { finalAnswer } from "./answers/final-answer.js";

/**
 * The one mark of an answer. Code decides where it can, the judge elsewhere; where both decide and differ, the
 * judge's word is kept beside the mark.
 */
export function markAnswer(reference: string, judgement: string, answer: string): JsonReply<readonly Mark[]> {
  const judged = readAnswerJudgement(judgement);
  if (!judged.ok) return judged;
  return { ok: true, value: [decided(compareAnswers(finalAnswer(answer).text, reference), judged.value)] };
}

function decided({ result, reason }: Comparison, judge: AnswerJudgement): Mark {
  if (result === "undecided") return { met: judge.equal, reason: `judge: ${judge.reason}` };
  const met = result === "equal";
  const mark = { met, reason: `code: ${reason}` };
  return judge.equal === met ? mark : { ...mark, contested: `judge: ${judge.reason}` };
}

/** Whether two replies commit to the same answer, as far as code can tell. */
export function sameAnswer(reply: string, other: string): boolean {
  return compareAnswers(finalAnswer(reply).text, finalAnswer(other).text).result === "equal";
}
