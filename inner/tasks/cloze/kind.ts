import { commonFigures } from "../figures.js";
import { textFindings } from "../rubric/lint/text-findings.js";
import { taskKind } from "../task-kind.js";
import { acceptancePresets, acceptanceSchema } from "./acceptance.js";
import type { ClozeExample } from "./example.js";
import { simulatedCloze } from "./simulated/simulated-cloze.js";
import { cloze } from "./task.js";

export const kind = taskKind({
  acceptanceSchema,
  acceptancePresets,
  attempts: { weak: 3, strong: 3 },
  offers: { majority: true, reasoning: false },
  figures: commonFigures({}),
  disclosure: { shown: ["sentence"], secrets: (body) => [(body as ClozeExample).answer] },
  create: cloze,
  lint: (body, _acceptance, document) => textFindings((body as ClozeExample).sentence, "sentence", document),
  simulated: simulatedCloze,
});
