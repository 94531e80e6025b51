import { textFindings } from "../rubric/lint/text-findings.js";
import { taskKind } from "../task-kind.js";
import { acceptancePresets, acceptanceSchema } from "./acceptance.js";
import type { VerifiableExample } from "./example.js";
import { figures } from "./figures.js";
import { simulatedVerifiable } from "./simulated/simulated-verifiable.js";
import { verifiable } from "./task.js";

/** A shorter answer, such as x or 2n, stands in questions by chance. */
const tellingLength = 5;

export const kind = taskKind({
  acceptanceSchema,
  acceptancePresets,
  attempts: { weak: 4, strong: 4 },
  offers: { majority: true, reasoning: true },
  figures,
  disclosure: {
    shown: ["topic", "question"],
    secrets: (body) => {
      const { answer, reasoning = "" } = body as VerifiableExample;
      return [answer, reasoning].filter((text) => text.length >= tellingLength);
    },
  },
  create: verifiable,
  lint: (body, _acceptance, document) =>
    textFindings((body as VerifiableExample).question, "question", document),
  simulated: simulatedVerifiable,
});
