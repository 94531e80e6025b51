import { rubricFindings } from "../rubric/lint/lint-rubric.js";
import { textFindings } from "../rubric/lint/text-findings.js";
import { taskKind } from "../task-kind.js";
import { acceptancePresets, acceptanceSchema } from "./acceptance.js";
import type { CsExample } from "./example.js";
import { figures } from "./figures.js";
import { simulatedCsResearch } from "./simulated/simulated-cs-research.js";
import { csResearch } from "./task.js";

export const kind = taskKind({
  acceptanceSchema,
  acceptancePresets,
  attempts: { weak: 3, strong: 3 },
  offers: { majority: false, reasoning: true },
  figures,
  disclosure: {
    shown: ["context", "question"],
    secrets: (body) => {
      const { reference_answer, rubric } = body as CsExample;
      return [reference_answer, ...rubric.map(({ criterion }) => criterion)];
    },
  },
  create: csResearch,
  lint: (body, { strong_mean }, document) => {
    const { context, question, reference_answer, rubric } = body as CsExample;
    return [
      ...textFindings(context, "context", document),
      ...textFindings(question, "question", document),
      ...textFindings(reference_answer, "reference_answer", document),
      ...rubricFindings(rubric, strong_mean, document),
    ];
  },
  simulated: simulatedCsResearch,
});
