import { taskKind } from "../task-kind.js";
import { acceptancePresets, acceptanceSchema } from "./acceptance.js";
import { figures } from "./figures.js";
import { simulatedVerifiable } from "./simulated/simulated-verifiable.js";
import { verifiable } from "./task.js";

export const kind = taskKind({
  acceptanceSchema,
  acceptancePresets,
  attempts: { weak: 4, strong: 4 },
  offers: { majority: true, reasoning: true },
  figures,
  create: verifiable,
  simulated: simulatedVerifiable,
});
