import { instructionReader } from "../../../../models/simulated/instructions/reading.js";
import { insight } from "../../../../models/simulated/instructions/rules/question-rules.js";
import { strictJson } from "../../../../models/simulated/instructions/rules/reply-rules.js";

const kinds = {
  /** Take what only this document says. */
  insight,
  /** A reply that parses. */
  strictJson,
};
export type Kind = keyof typeof kinds;

/** Reads prompts of this task. */
export const reader = instructionReader<Kind>({ kinds });
