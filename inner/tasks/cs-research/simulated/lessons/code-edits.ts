import {
  draftFilter,
  repairOfDrafts,
  selfCheck,
  tolerantParsing,
} from "../../../../../models/simulated/implementer/code-edits.js";
import type { Edit } from "../../../../../models/simulated/implementer/edit.js";
import type { Cause } from "./causes.js";

const trimmer = `/** Drops context sentences that repeat most of a criterion. */
function withoutGivenAway(draft: unknown): unknown {
  if (typeof draft !== "object" || draft === null) return draft;
  const { context, rubric, ...rest } = draft as Record<string, unknown>;
  if (typeof context !== "string" || !Array.isArray(rubric)) return draft;
  const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[a-z]{4,}/g) ?? []);
  const criteria = rubric.map((one) => wordsOf(String(Object(one).criterion)));
  const kept = context.split(/(?<=[.!?])\\s+/).filter((sentence) => {
    const words = wordsOf(sentence);
    return !criteria.some((wanted) => [...wanted].filter((word) => words.has(word)).length > 0.6 * wanted.size);
  });
  return { ...rest, context: kept.length > 0 ? kept.join(" ") : context, rubric };
}
`;

const negativeFilter = `/** Keeps the positive criteria only. */
function positiveOnly(draft: unknown): unknown {
  if (typeof draft !== "object" || draft === null) return draft;
  const { rubric, ...rest } = draft as Record<string, unknown>;
  if (!Array.isArray(rubric)) return draft;
  return { ...rest, rubric: rubric.filter((one) => Object(one).category !== "negative") };
}
`;

/** Edits of workflow code that are meant to help. */
export const codeEdits: readonly Edit<Cause>[] = [
  ...tolerantParsing<Cause>("malformed"),
  repairOfDrafts("malformed"),
  draftFilter("leak", "Context sentences that repeat a criterion are cut in code", 2, {
    name: "withoutGivenAway",
    definition: trimmer,
  }),
  draftFilter("negatives", "Negative criteria are dropped in code", 1.5, {
    name: "positiveOnly",
    definition: negativeFilter,
  }),
  selfCheck("leak", "Self-check on a leaking context appended to the challenger's message", [
    "Before you reply, check whether the question can be answered from the context alone; if so, rewrite the context without the mechanism.",
    "The context must not give away the solution.",
  ]),
  selfCheck("generic", "Self-check on generic questions appended to the challenger's message", [
    "Ask yourself whether general knowledge would be enough to answer it; if so, choose another question.",
    "Ask only what is specific to this document.",
  ]),
  selfCheck("malformed", "Reminder of strict JSON appended to the challenger's message", [
    "Reply with strictly valid JSON and nothing else; weights are plain integers without sign.",
  ]),
];
