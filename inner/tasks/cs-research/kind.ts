import { taskKind } from "../task-kind.js";
import { acceptancePresets, acceptanceSchema } from "./acceptance.js";
import { figures } from "./figures.js";
import { simulatedCsResearch } from "./simulated/simulated-cs-research.js";
import { csResearch } from "./task.js";

export const kind = taskKind({
  acceptanceSchema,
  acceptancePresets,
  attempts: { weak: 3, strong: 3 },
  offers: { majority: false, reasoning: true },
  figures,
  create: csResearch,
  simulated: simulatedCsResearch,
});
