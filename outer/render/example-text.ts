import { z } from "zod";
import { cutText, labelled, oneLine } from "./cut-text.js";

/** Most characters of one field and of one criterion; drafts are linted, so hardly any example comes near. */
const fieldCharacters = 4000;
const criterionCharacters = 600;

const rubricExample = z.object({
  question_type: z.string(),
  reasoning_skills: z.array(z.string()).optional(),
  context: z.string(),
  question: z.string(),
  reference_answer: z.string(),
  rubric: z.array(z.object({ criterion: z.string(), weight: z.number() })),
});

/** A proposed example as lines of text: its fields by name when it has a rubric, indented JSON otherwise. */
export function exampleText(id: string, body: unknown): string {
  const read = rubricExample.safeParse(body);
  if (!read.success) return `EXAMPLE ${id}\n${indentedJson(body)}`;
  const example = read.data;
  const field = (label: string, text: string) => labelled(label, cutText(text, fieldCharacters));
  return [
    `EXAMPLE ${id} [${oneLine(example.question_type)}]`,
    ...(example.reasoning_skills === undefined
      ? []
      : [`reasoning skills: ${oneLine(example.reasoning_skills.join(", "))}`]),
    field("context", example.context),
    field("question", example.question),
    field("reference answer", example.reference_answer),
    "rubric:",
    ...example.rubric.map(criterionLine),
  ].join("\n");
}

function criterionLine(one: { criterion: string; weight: number }, index: number): string {
  const sign = one.weight > 0 ? "+" : "";
  return `  ${index + 1}. (${sign}${one.weight}) ${oneLine(cutText(one.criterion, criterionCharacters))}`;
}

function indentedJson(body: unknown): string {
  const json = JSON.stringify(body, null, 2) ?? "(nothing)";
  return cutText(json, 4 * fieldCharacters).replace(/^/gm, "    ");
}
