import { Recall } from "../../../../models/simulated/recall.js";
import type { SimulatedTask } from "../../../../models/simulated/simulated-task.js";
import { constants } from "./constants.js";
import { lessons } from "./lessons.js";
import { compareTerms, fillIn, leaveOut, verifySentence } from "./roles.js";

/** How the simulated models behave on sentences with a gap. */
export const simulatedCloze: SimulatedTask = {
  skills: constants.skills,
  roles: (index, skills) => {
    const recall = new Recall(index);
    return {
      main: () => ({ text: "Take another sentence." }),
      challenger: (request) => leaveOut(index, request),
      verifier: verifySentence,
      weak: (request) => fillIn(index, recall, request, skills.weak),
      strong: (request) => fillIn(index, recall, request, skills.strong),
      judge: compareTerms,
    };
  },
  lessons,
};
