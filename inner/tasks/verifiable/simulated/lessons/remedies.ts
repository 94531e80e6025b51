import { promptNames } from "../../../../../models/simulated/implementer/prompt-files.js";
import type { Remedy } from "../../../../../models/simulated/implementer/remedy.js";
import type { Kind } from "../instructions/instructions.js";
import type { Cause } from "./causes.js";

const screening = /screen/i;
const angles = /angle/i;

/** Cures that fit their cause, and some that only look as if they did. */
export const remedies: readonly Remedy<Cause, Kind>[] = [
  {
    cause: "recall",
    prompt: promptNames.challenger,
    section: /question/i,
    kind: "derived",
    summary: "Challenger asked for questions whose answer takes several steps",
    weight: 4,
    wordings: [
      "The question must take several steps: combine two statements of the document, or change one and work out what follows. Nothing that a single remembered formula answers.",
      "Ask for what has to be derived. A question that one fact answers is not enough: join two facts in it.",
      "Build the question as a chain: two quantities brought together, and then a special case of the result.",
    ],
  },
  {
    cause: "recall",
    prompt: screening,
    section: /choos|choice|prefer/i,
    kind: "derived",
    summary: "Screening prefers the question that takes the most steps",
    weight: 3,
    wordings: [
      "Prefer the question whose answer takes the most steps.",
      "Choose the candidate that needs the longest derivation; never one that a single fact answers.",
    ],
  },
  {
    cause: "recall",
    prompt: promptNames.verifier,
    section: /check/i,
    kind: "recallFails",
    summary: "Verifier told to fail questions that one remembered statement answers",
    weight: 2,
    wordings: [
      "If one remembered statement answers the question, the check of reasoning must fail.",
      "A question that can be looked up fails: reject everything that repeats one statement of the document.",
    ],
  },
  {
    cause: "wrongReference",
    prompt: promptNames.challenger,
    section: /answer/i,
    kind: "checked",
    summary: "Challenger told to check the answer a second way",
    weight: 4,
    wordings: [
      "Check the answer a second way, for example in a small case, before you reply.",
      "Work the answer out twice, by two ways that have nothing in common; if the results differ, choose another question.",
    ],
  },
  {
    cause: "wrongReference",
    prompt: promptNames.verifier,
    section: /check/i,
    kind: "workedOut",
    summary: "Verifier told to work the answer out for itself",
    weight: 3,
    wordings: [
      "Work the answer out yourself from the document before you look at the reference.",
      "Derive the answer anew and independently; only then compare it with the reference.",
    ],
  },
  {
    cause: "formless",
    prompt: promptNames.challenger,
    section: /answer|question/i,
    kind: "plainForm",
    summary: "Challenger told to ask one thing with an exact answer",
    weight: 4,
    wordings: [
      "Ask exactly one thing, whose answer is a symbolic expression or a named object: never a bare number, never an approximation.",
      "The question is atomic: no second question. No bare integers and no decimals as answers.",
    ],
  },
  {
    cause: "malformed",
    prompt: promptNames.challenger,
    section: /reply|output|format/i,
    kind: "strictJson",
    summary: "Challenger told to reply with strict JSON",
    weight: 4,
    wordings: [
      "The reply is parsed by a program: strictly valid JSON, nothing before or after it.",
      "Output one valid JSON object and nothing else.",
    ],
  },
  {
    cause: "recall",
    prompt: angles,
    section: /angle/i,
    summary: "A further angle: statements brought together",
    weight: 2,
    wordings: ["- Together: bring two statements together, as their ratio or their sum."],
  },
  {
    cause: "recall",
    prompt: promptNames.challenger,
    section: /question/i,
    kind: "hard",
    summary: "Challenger asked for the hardest possible question",
    weight: 1.5,
    wordings: ["Make the question as hard as possible.", "Ask the hardest question you can think of."],
  },
  {
    cause: "recall",
    prompt: promptNames.challenger,
    section: /question/i,
    kind: "specific",
    summary: "Challenger asked for what is specific to the document",
    weight: 1.5,
    wordings: [
      "The question must depend on an insight that is specific to this document.",
      "Ask about what only this document shows.",
    ],
  },
  {
    cause: "tooHard",
    prompt: promptNames.challenger,
    section: /question/i,
    kind: "shortQuestion",
    summary: "Challenger asked for short questions",
    weight: 1.5,
    wordings: ["Keep the question short.", "Write a short, clear question."],
  },
  {
    cause: "tooHard",
    prompt: screening,
    section: /choos|choice|prefer/i,
    summary: "Screening told to prefer what is clearly put",
    weight: 1.5,
    wordings: ["Of two equal candidates take the one that is put more clearly."],
  },
  {
    cause: "unmeasured",
    prompt: promptNames.challenger,
    section: /answer/i,
    summary: "Answers kept to one line",
    weight: 3,
    wordings: ["Keep the answer on one line."],
  },
];
