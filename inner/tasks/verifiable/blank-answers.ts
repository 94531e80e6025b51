import type { BlankAnswers } from "../task.js";
import { finalAnswer } from "./answers/final-answer.js";
import { solverRequest } from "./solver-prompt.js";

/**
 * A blank answer counts as wrong only where the solver answers a trivial question; elsewhere its endpoint is at fault
 * and nothing was measured (paper, appendix C.3).
 */
export const blankAnswers: BlankAnswers = {
  probe: solverRequest({ topic: "arithmetic", question: "What is 2 + 2?", answer: "4" }),
  answered: (reply) => finalAnswer(reply).text === "4",
  marks: [{ met: false, reason: "code: the answer is blank" }],
};
