import { z } from "zod";
import { findingsOf, objectProblem, draftText as words } from "../draft-findings.js";

/** Bounds of the rubric (paper, appendix C.1). */
export const rubricSize = { least: 10, most: 15 } as const;
const heaviest = 10;
const tooHeavy = `a weight must lie between -${heaviest} and ${heaviest}`;

const criterionSchema = z
  .strictObject({
    criterion: words(8, "a criterion"),
    weight: z
      .number("a weight must be a JSON number")
      .int("a weight must be an integer")
      .min(-heaviest, tooHeavy)
      .max(heaviest, tooHeavy),
    category: z.enum(["positive", "negative"], 'category must be "positive" or "negative"'),
  })
  .refine((one) => one.weight !== 0, "a weight must not be 0")
  .refine(
    (one) => one.weight > 0 === (one.category === "positive"),
    "the sign of a weight must agree with its category",
  );

const exampleFields = {
  question_type: words(2, "question_type"),
  reasoning_skills: z
    .array(words(2, "a reasoning skill"), "reasoning_skills must be an array")
    .min(1, "reasoning_skills is empty")
    .max(6, "reasoning_skills has more than 6 entries"),
  context: words(40, "context"),
  question: words(20, "question"),
  reference_answer: words(20, "reference_answer"),
  rubric: z
    .array(criterionSchema, "rubric must be an array")
    .min(rubricSize.least, `rubric has fewer than ${rubricSize.least} criteria`)
    .max(rubricSize.most, `rubric has more than ${rubricSize.most} criteria`)
    .refine((rubric) => rubric.some((one) => one.weight > 0), "rubric has no positive criterion"),
};

/** One training example of the task: context, question, reference answer and rubric. */
export const exampleSchema = z.strictObject(exampleFields);
export type CsExample = z.infer<typeof exampleSchema>;
export type Criterion = CsExample["rubric"][number];

/** What a challenger may propose: an example, with a scratchpad that is dropped. */
const draftSchema = z.strictObject(
  { scratchpad: z.unknown().optional(), ...exampleFields },
  { error: objectProblem("the draft") },
);

/** Reads a draft strictly. Findings name the place, such as "rubric[3].weight: a weight must be a JSON number". */
export function readDraft(
  draft: unknown,
):
  | { readonly ok: true; readonly body: CsExample }
  | { readonly ok: false; readonly findings: readonly string[] } {
  const read = draftSchema.safeParse(draft);
  if (!read.success) return { ok: false, findings: findingsOf(read.error) };
  const { scratchpad: _dropped, ...body } = read.data;
  return { ok: true, body };
}
