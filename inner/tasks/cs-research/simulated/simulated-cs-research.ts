import { Recall } from "../../../../models/simulated/recall.js";
import type { SimulatedTask } from "../../../../models/simulated/simulated-task.js";
import { writeExample } from "./challenger/challenger.js";
import { constants } from "./constants.js";
import { lessons } from "./lessons/lessons.js";
import { judgeResponse } from "./roles/judge.js";
import { directRounds } from "./roles/main-agent.js";
import { answerQuestion } from "./roles/solver.js";
import { verifyExample } from "./roles/verifier.js";

/** How the simulated models behave on computer-science research questions. */
export const simulatedCsResearch: SimulatedTask = {
  skills: constants.skills,
  roles: (index, skills) => {
    const recall = new Recall(index);
    return {
      main: directRounds,
      challenger: (request) => writeExample(index, request),
      verifier: (request) => verifyExample(index, request),
      weak: (request) => answerQuestion(recall, request, { skill: skills.weak, weak: true }),
      strong: (request) => answerQuestion(recall, request, { skill: skills.strong, weak: false }),
      judge: (request) => judgeResponse(index, request),
    };
  },
  lessons,
};
