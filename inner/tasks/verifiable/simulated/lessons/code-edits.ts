import {
  draftFilter,
  repairOfDrafts,
  selfCheck,
  tolerantOfPreamble,
} from "../../../../../models/simulated/implementer/code-edits.js";
import type { Edit } from "../../../../../models/simulated/implementer/edit.js";
import type { Cause } from "./causes.js";

const firstQuestion = `/** Keeps the first of several questions, and takes a hedge off the answer. */
function withOneAsk(draft: unknown): unknown {
  if (typeof draft !== "object" || draft === null) return draft;
  const { question, answer, ...rest } = draft as Record<string, unknown>;
  if (typeof question !== "string" || typeof answer !== "string") return draft;
  const end = question.indexOf("?");
  const first = end < 0 ? question : question.slice(0, end + 1);
  return { ...rest, question: first, answer: answer.replace(/^(?:approximately|about|roughly)\\s+/i, "") };
}
`;

/** Edits of workflow code that are meant to help. */
export const codeEdits: readonly Edit<Cause>[] = [
  tolerantOfPreamble<Cause>("malformed"),
  repairOfDrafts("malformed"),
  draftFilter("formless", "Second questions and hedges are cut in code", 2, {
    name: "withOneAsk",
    definition: firstQuestion,
  }),
  selfCheck("recall", "Self-check on remembered statements appended to the challenger's message", [
    "Before you reply, make sure that the answer takes several steps and is not a single statement to be recalled.",
  ]),
  selfCheck("wrongReference", "Second computation of the answer appended to the challenger's message", [
    "Before you reply, check the answer a second way.",
  ]),
  selfCheck("malformed", "Reminder of strict JSON appended to the challenger's message", [
    "Reply with strictly valid JSON and nothing else.",
  ]),
];
