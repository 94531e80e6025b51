import { Recall } from "../../../../models/simulated/recall.js";
import type { SimulatedTask } from "../../../../models/simulated/simulated-task.js";
import { writeExample } from "./challenger/challenger.js";
import { constants } from "./constants.js";
import { lessons } from "./lessons/lessons.js";
import { extractDocument } from "./roles/extractor.js";
import { judge } from "./roles/judge.js";
import { adviseClient } from "./roles/solver.js";
import { verifyExample } from "./roles/verifier.js";

/** How the simulated models behave on legal questions. */
export const simulatedLegal: SimulatedTask = {
  skills: constants.skills,
  roles: (index, skills) => {
    const recall = new Recall(index);
    return {
      main: (request) => extractDocument(index, request),
      challenger: (request) => writeExample(index, request),
      verifier: (request) => verifyExample(index, request),
      weak: (request) => adviseClient(index, recall, request, skills.weak),
      strong: (request) => adviseClient(index, recall, request, skills.strong),
      judge: (request) => judge(index, request),
    };
  },
  lessons,
};
