import { z } from "zod";
import { draftText, findingsOf, objectProblem } from "../draft-findings.js";

/** Stands in the sentence where the term is missing. */
export const gap = "____";

const most = { words: 4 };

const fields = {
  sentence: draftText(30, "sentence", 600).refine(
    (text) => text.split(gap).length === 2,
    `it must hold ${gap} exactly once`,
  ),
  answer: draftText(3, "answer", 60).refine(
    (text) => text.split(/\s+/).length <= most.words,
    `answer has more than ${most.words} words`,
  ),
};

/** A sentence with one term missing, and the term. */
export const exampleSchema = z.strictObject(fields);
export type ClozeExample = z.infer<typeof exampleSchema>;

const draftSchema = z
  .strictObject({ scratchpad: z.unknown().optional(), ...fields }, { error: objectProblem("the draft") })
  .refine(({ sentence, answer }) => !sentence.toLowerCase().includes(answer.toLowerCase()), {
    error: "answer: the sentence already states it",
  });

/** Reads a draft strictly; findings are one sentence each, for the challenger. */
export function readDraft(
  draft: unknown,
):
  | { readonly ok: true; readonly body: ClozeExample }
  | { readonly ok: false; readonly findings: readonly string[] } {
  const read = draftSchema.safeParse(draft);
  if (!read.success) return { ok: false, findings: findingsOf(read.error) };
  const { scratchpad: _dropped, ...body } = read.data;
  return { ok: true, body };
}
