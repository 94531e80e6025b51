import { z } from "zod";
import { type JsonReply, readJsonReply } from "../../../models/json-reply.js";

/** How useful an example is for training by group-relative rewards, as the loop judge sees it. */
export type GrpoSuitability = LoopVerdict["grpo_suitability"];

const sentence = (what: string, least: number) =>
  z.string(`${what} must be text`).trim().min(least, `${what} says too little (under ${least} characters)`);

const verdictSchema = z
  .strictObject({
    gap_interpretation: sentence("gap_interpretation", 20),
    weak_pattern: sentence("weak_pattern", 20),
    strong_pattern: sentence("strong_pattern", 20),
    rubric_concerns: z.array(sentence("a rubric concern", 1), "rubric_concerns must be an array"),
    grpo_suitability: z.enum(["high", "medium", "low"]),
    verdict_reason: sentence("verdict_reason", 10),
    verdict: z.enum(["accept", "improve"]),
    suggestion_for_writer: z
      .string()
      .trim()
      .nullish()
      .transform((text) => text || null),
  })
  .refine((one) => one.verdict === "accept" || one.suggestion_for_writer !== null, {
    path: ["suggestion_for_writer"],
    error: 'the verdict "improve" needs a suggestion_for_writer',
  })
  .refine((one) => one.verdict === "improve" || one.suggestion_for_writer === null, {
    path: ["suggestion_for_writer"],
    error: 'the verdict "accept" goes without suggestion_for_writer: give null',
  });

/** What the loop judge said of one example. The suggestion is there exactly when the verdict is `improve`. */
export type LoopVerdict = z.infer<typeof verdictSchema>;

/** Reads the loop judge's reply strictly: an unreadable one is no verdict, neither accept nor improve. */
export function readLoopVerdict(text: string): JsonReply<LoopVerdict> {
  return readJsonReply(text, verdictSchema);
}
