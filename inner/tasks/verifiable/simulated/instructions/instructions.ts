import { instructionReader } from "../../../../../models/simulated/instructions/reading.js";
import {
  hard,
  insight,
  shortQuestion,
} from "../../../../../models/simulated/instructions/rules/question-rules.js";
import { strictJson } from "../../../../../models/simulated/instructions/rules/reply-rules.js";
import { checked, combined, derived, plainForm, recallFails, substituted, workedOut } from "./rules.js";

/** What prompts of this task can ask for, apart from its form. */
const kinds = {
  /** Questions whose answer takes several steps. */
  derived,
  /** A reference that was checked by a second way. */
  checked,
  /** One ask, with an answer that is neither a bare number nor a guess. */
  plainForm,
  /** A verifier that sends back what one statement answers. */
  recallFails,
  /** A verifier that works the answer out for itself. */
  workedOut,
  /** An angle from which two statements are brought together, or one is changed. */
  combined,
  substituted,
  /** A reply that parses. */
  strictJson,
  /** Ask what only this document says. */
  specific: insight,
  hard,
  shortQuestion,
};
export type Kind = keyof typeof kinds;

/** Reads prompts of this task. */
export const reader = instructionReader<Kind>({
  kinds,
  partOf: { combined: "derived", substituted: "derived", recallFails: "derived" },
});
