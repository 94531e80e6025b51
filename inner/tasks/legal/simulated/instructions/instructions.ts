import { instructionReader } from "../../../../../models/simulated/instructions/reading.js";
import { insight, shortQuestion } from "../../../../../models/simulated/instructions/rules/question-rules.js";
import { strictJson } from "../../../../../models/simulated/instructions/rules/reply-rules.js";
import { givenFacts, ownMatter, tersely } from "./question-rules.js";
import { classesKept, errorsThemselves, oneTest, principles } from "./rubric-rules.js";

/** What the simulated challenger can be told, apart from the form of the task itself. */
const kinds = {
  /** Criteria on rules that carry over, not on what is peculiar to one case. */
  principles,
  /** One test in each criterion. */
  oneTest,
  /** The facts that decide the matter in the question, so that the answer follows from them. */
  givenFacts,
  /** A client's own matter in place of the document's. */
  ownMatter,
  /** A short question. */
  short: { ...tersely, ways: [...shortQuestion.ways, ...tersely.ways] },
  /** Negative criteria as the error itself. */
  errorsThemselves,
  /** Weights within the range of their class. */
  classesKept,
  /** A reply that parses, with plain integers as weights. */
  strictJson,
  /** Ask what only this document answers. */
  detail: insight,
};
export type Kind = keyof typeof kinds;

/** Reads prompts of this task. */
export const reader = instructionReader<Kind>({
  kinds,
  opposites: [["principles", "detail"]],
  partOf: { oneTest: "principles", classesKept: "strictJson", ownMatter: "givenFacts" },
});
