import type { Kind, KindRule } from "./kind.js";
import { noLeak, selfContained, strictLeakCheck } from "./rules/context-rules.js";
import { hard, insight, shortQuestion } from "./rules/question-rules.js";
import { strictJson } from "./rules/reply-rules.js";
import { capped, negativesWanted, positiveOnly } from "./rules/rubric-rules.js";

/** How each kind is recognised. */
export const kindRules: Readonly<Record<Kind, KindRule>> = {
  insight,
  noLeak,
  positiveOnly,
  capped,
  strictJson,
  hard,
  shortQuestion,
  selfContained,
  negativesWanted,
  strictLeakCheck,
};
