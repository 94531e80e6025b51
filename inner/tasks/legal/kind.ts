import { z } from "zod";
import { rubricFindings } from "../rubric/lint/lint-rubric.js";
import { textFindings } from "../rubric/lint/text-findings.js";
import { taskKind } from "../task-kind.js";
import type { LegalExample } from "./example.js";
import { figures } from "./figures.js";
import { simulatedLegal } from "./simulated/simulated-legal.js";
import { legal } from "./task.js";

/** There is nothing to set: overrides and the loop judge decide, no number does (paper, appendix C.2). */
const acceptanceSchema = z.strictObject({}).describe("Acceptance by overrides and the loop judge.");

export const kind = taskKind({
  acceptanceSchema,
  acceptancePresets: { loop_judge: {} },
  attempts: { weak: 5, strong: 3 },
  offers: { majority: false, reasoning: false },
  figures,
  disclosure: {
    shown: ["question"],
    secrets: (body) => {
      const { rubric, source } = body as LegalExample;
      return [source.holdings, ...rubric.map(({ criterion }) => criterion)];
    },
  },
  create: legal,
  lint: (body, _acceptance, document) => {
    const { question, rubric } = body as LegalExample;
    return [...textFindings(question, "question", document), ...rubricFindings(rubric, null, document)];
  },
  simulated: simulatedLegal,
});
