import { readFileSync } from "node:fs";
import { z } from "zod";
import { compareAnswers } from "../../../../inner/tasks/verifiable/answers/compare-answers.js";

/** `depends`: equal or not by what the question says, so code, which does not see it, must not decide. */
const pairSchema = z.strictObject({
  kind: z.string(),
  answer: z.string(),
  reference: z.string(),
  truth: z.enum(["equal", "different", "depends"]),
});
export type AnswerPair = z.infer<typeof pairSchema>;

/** Pairs of answers written by hand, with the truth of each. */
export function answerPairs(): AnswerPair[] {
  const text = readFileSync(new URL("answer-pairs.json", import.meta.url), "utf8");
  return z.array(pairSchema).parse(JSON.parse(text));
}

/** What the comparison says about a pair, seen from the truth. */
export function outcome(pair: AnswerPair): "right" | "undecided" | "wrong" {
  const { result } = compareAnswers(pair.answer, pair.reference);
  if (result === "undecided") return "undecided";
  return result === pair.truth ? "right" : "wrong";
}
