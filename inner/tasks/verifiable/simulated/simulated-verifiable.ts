import { Recall } from "../../../../models/simulated/recall.js";
import type { SimulatedTask } from "../../../../models/simulated/simulated-task.js";
import { StatementIndex } from "./chains/statements.js";
import { writeExample } from "./challenger/challenger.js";
import { constants } from "./constants.js";
import { lessons } from "./lessons/lessons.js";
import { judgeAnswer } from "./roles/judge.js";
import { screen } from "./roles/screener.js";
import { answerQuestion } from "./roles/solver.js";
import { verifyExample } from "./roles/verifier.js";

/** How the simulated models behave on questions with a checkable answer. */
export const simulatedVerifiable: SimulatedTask = {
  skills: constants.skills,
  roles: (index, skills) => {
    const recall = new Recall(index);
    const statements = new StatementIndex(index);
    return {
      main: (request) => screen(statements, request),
      challenger: (request) => writeExample(index, request),
      verifier: (request) => verifyExample(statements, request),
      weak: (request) => answerQuestion(statements, { recall, skill: skills.weak }, request),
      strong: (request) => answerQuestion(statements, { recall, skill: skills.strong }, request),
      judge: judgeAnswer,
    };
  },
  lessons,
};
