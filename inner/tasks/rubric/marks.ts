import { z } from "zod";
import type { ChatRequest } from "../../../models/chat.js";
import { type JsonReply, readJsonReply } from "../../../models/json-reply.js";
import { delimit } from "../../referee/delimit.js";
import type { Mark } from "../../trajectory.js";

const replySchema = z.object({
  marks: z.array(z.object({ index: z.number().int(), reason: z.string(), met: z.boolean() })),
});

export interface ShownCriterion {
  readonly criterion: string;
  readonly category: "positive" | "negative";
}

/**
 * The request for marks: what is judged, in delimited sections, and the criteria last.
 * @param system the task's own instructions.
 */
export function marksRequest(
  system: string,
  judged: readonly string[],
  rubric: readonly ShownCriterion[],
): ChatRequest {
  const sections = [...judged, delimit("criteria", criteriaLines(rubric))];
  return {
    messages: [
      { role: "system", content: system },
      { role: "user", content: `${sections.join("\n\n")}\n\nMark all ${rubric.length} criteria, in JSON.` },
    ],
    format: "json",
  };
}

/** The criteria as a judge sees them: numbered from 1, one line each, with their category, never their weight. */
function criteriaLines(rubric: readonly ShownCriterion[]): string {
  return rubric
    .map((one, index) => `${index + 1}. [${one.category}] ${one.criterion.replace(/\s+/g, " ")}`)
    .join("\n");
}

/** One mark per criterion, by index; a missing, repeated or foreign index makes the reply unusable. */
export function readMarks(criteria: number, text: string): JsonReply<readonly Mark[]> {
  const read = readJsonReply(text, replySchema);
  if (!read.ok) return read;
  const byIndex = new Map(read.value.marks.map((mark) => [mark.index, mark]));
  const ordered = Array.from({ length: criteria }, (_, index) => byIndex.get(index + 1));
  if (read.value.marks.length !== criteria || byIndex.size !== criteria || ordered.includes(undefined)) {
    return {
      ok: false,
      problem: `There must be exactly ${criteria} marks with the indexes 1 to ${criteria}, each once; there are ${read.value.marks.length}.`,
    };
  }
  return {
    ok: true,
    value: ordered.map((mark) => ({ met: mark?.met ?? false, reason: mark?.reason ?? "" })),
  };
}
