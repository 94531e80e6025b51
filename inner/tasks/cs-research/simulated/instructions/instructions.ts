import { instructionReader } from "../../../../../models/simulated/instructions/reading.js";
import {
  hard,
  insight,
  shortQuestion,
} from "../../../../../models/simulated/instructions/rules/question-rules.js";
import { strictJson } from "../../../../../models/simulated/instructions/rules/reply-rules.js";
import { noLeak, selfContained, strictLeakCheck } from "./context-rules.js";
import { capped, negativesWanted, positiveOnly } from "./rubric-rules.js";

/** What the simulated challenger and verifier can be told, apart from the form of the task itself. */
const kinds = {
  /** Ask what only this document answers. */
  insight,
  /** Keep mechanism, solution and answer out of the context. */
  noLeak,
  /** Positive criteria only. */
  positiveOnly,
  /** No weight above some small number. */
  capped,
  /** A reply that parses, with plain integers as weights. */
  strictJson,
  /** The hardest possible question. */
  hard,
  /** A short question. */
  shortQuestion,
  /** A context that can stand on its own. */
  selfContained,
  /** Negative criteria, insisted upon. */
  negativesWanted,
  /** A verifier that fails partial leaks. */
  strictLeakCheck,
};
export type Kind = keyof typeof kinds;

/** Reads prompts of this task. */
export const reader = instructionReader<Kind>({
  kinds,
  opposites: [["positiveOnly", "negativesWanted"]],
  partOf: { capped: "positiveOnly" },
});
