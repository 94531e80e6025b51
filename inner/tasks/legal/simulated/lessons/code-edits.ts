import {
  draftFilter,
  repairOfDrafts,
  selfCheck,
  tolerantParsing,
} from "../../../../../models/simulated/implementer/code-edits.js";
import type { Edit } from "../../../../../models/simulated/implementer/edit.js";
import type { Cause } from "./causes.js";

const polarityFilter = `/** Drops negative criteria that describe good behaviour, and numbers the rest anew. */
function withoutGoodBehaviour(draft: unknown): unknown {
  if (typeof draft !== "object" || draft === null) return draft;
  const { rubric, ...rest } = draft as Record<string, unknown>;
  if (!Array.isArray(rubric)) return draft;
  const isBad = (one: unknown) =>
    Object(one).category !== "negative" || !/^(?:avoids?|does not|never|correctly)/i.test(String(Object(one).criterion));
  const kept = rubric.filter(isBad).map((one, index) => ({ ...Object(one), number: index + 1 }));
  return { ...rest, rubric: kept };
}
`;

const questionCut = `/** Leaves out sentences in the middle of a question that is too long. */
function withShortQuestion(draft: unknown): unknown {
  if (typeof draft !== "object" || draft === null) return draft;
  const { question, ...rest } = draft as Record<string, unknown>;
  if (typeof question !== "string") return draft;
  const sentences = question.split(/(?<=[.!?])\\s+/);
  while (sentences.length > 2 && sentences.join(" ").length > 950) sentences.splice(1, 1);
  return { ...rest, question: sentences.join(" ") };
}
`;

/** Edits of workflow code that are meant to help. */
export const codeEdits: readonly Edit<Cause>[] = [
  ...tolerantParsing<Cause>("malformed"),
  repairOfDrafts("malformed"),
  draftFilter("polarity", "Negative criteria that describe good behaviour are dropped in code", 1.5, {
    name: "withoutGoodBehaviour",
    definition: polarityFilter,
  }),
  draftFilter("longQuestion", "Questions that are too long are cut in code", 1.5, {
    name: "withShortQuestion",
    definition: questionCut,
  }),
  selfCheck("ceiling", "Self-check on the level of principle appended to the challenger's message", [
    "Before you reply, check every criterion: it must test a principle that carries over, never a detail of the case.",
  ]),
  selfCheck("ceiling", "Request to give the decisive facts appended to the challenger's message", [
    "State in the question every fact on which the matter turns, so that the answer follows from them.",
  ]),
  selfCheck("compound", "Self-check on compound criteria appended to the challenger's message", [
    "Before you reply, split every criterion that holds two tests.",
  ]),
  selfCheck("malformed", "Reminder of strict JSON appended to the challenger's message", [
    "Reply with strictly valid JSON and nothing else; weights are plain integers without sign.",
  ]),
];
