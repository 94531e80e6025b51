import type { Cause } from "../analyzer/causes.js";
import { choose } from "../hashing.js";
import type { Kind } from "../instructions/kind.js";
import { readInstructions } from "../instructions/reading.js";
import type { ReadFiles } from "./change.js";
import type { Edit } from "./edit.js";
import { addParagraph, type Prompt, promptPath } from "./prompt-files.js";

/** A paragraph against a cause, in a few wordings. */
interface Remedy {
  readonly cause: Cause;
  readonly prompt: Prompt;
  /** Heading of the section it is put under. */
  readonly section: RegExp;
  /** The instruction that is not given again once the prompt gives it firmly. */
  readonly kind?: Kind;
  readonly summary: string;
  readonly weight: number;
  readonly wordings: readonly string[];
  /** Lines it replaces, where the wording and the line contradict each other. */
  readonly replaces?: RegExp;
}

/** Cures that fit their cause, and some that only look as if they did. */
const remedies: readonly Remedy[] = [
  {
    cause: "generic",
    prompt: "challenger",
    section: /question/i,
    kind: "insight",
    summary: "Challenger asked for questions that depend on what is specific to the document",
    weight: 4,
    wordings: [
      "The question must depend on an insight that is specific to this document. Before you reply, ask yourself whether somebody who knows the field but has not read the document could answer it; if so, choose another question.",
      "Ask about what only this document shows. General knowledge of the field must not be enough for a good answer.",
      "Build the question on a finding or design decision peculiar to this document. Discard any question that textbook knowledge answers.",
    ],
  },
  {
    cause: "leak",
    prompt: "challenger",
    section: /context/i,
    kind: "noLeak",
    summary: "Challenger told to keep mechanism and answer out of the context, with a self-test",
    weight: 4,
    wordings: [
      "State the problem and its setting in the context, never the mechanism that solves it. Before you reply, check whether the question can be answered from the context alone; if so, rewrite the context.",
      "Keep the solution out of the context: no mechanism, no reason why it works, no outcome.",
      "The context must not give the answer away. Delete every sentence of it that meets one of the criteria.",
    ],
  },
  {
    cause: "malformed",
    prompt: "challenger",
    section: /reply|output|format/i,
    kind: "strictJson",
    summary: "Challenger told to reply with strict JSON and plain integer weights",
    weight: 4,
    wordings: [
      "The reply is parsed by a program: strictly valid JSON, nothing before or after it. Weights are plain integers such as 8, never +8 and never text.",
      "Output one valid JSON object and nothing else. Do not put a plus sign before a weight.",
      "Check that the reply is well-formed JSON before you send it; weights are bare integers without sign or unit.",
    ],
  },
  {
    cause: "negatives",
    prompt: "challenger",
    section: /rubric/i,
    kind: "positiveOnly",
    summary: "Rubrics with positive criteria only, weights capped at 7",
    weight: 4,
    replaces: /^.*\bnegative criteria\b.*\n?/m,
    wordings: [
      "Use positive criteria only; write no negative criteria. No weight may exceed 7.",
      "Every criterion is positive, with an integer weight of at most 7; negative criteria are not allowed.",
      "Leave out negative criteria altogether: they hit good answers. Keep every weight at or below 7.",
    ],
  },
  {
    cause: "weights",
    prompt: "challenger",
    section: /rubric/i,
    kind: "capped",
    summary: "Weights of criteria capped at 7",
    weight: 3,
    wordings: [
      "No weight may exceed 7, so that no single criterion decides the score.",
      "Cap the weights at 7: the decisive steps of the reasoning get 7, the rest 4 to 6.",
    ],
  },
  {
    cause: "leak",
    prompt: "verifier",
    section: /leak|check|verif/i,
    kind: "strictLeakCheck",
    summary: "Verifier told to fail contexts that answer even part of the rubric",
    weight: 1.5,
    wordings: [
      "Leakage: if even a single positive criterion in two is already met by the context, the verdict is LEAKS_ANSWER.",
      "Be strict about leakage: when in doubt whether the context answers a criterion, answer LEAKS_ANSWER.",
    ],
  },
  {
    cause: "generic",
    prompt: "main",
    section: /rules|advice|procedure/i,
    kind: "insight",
    summary: "Main agent told to ask for what is specific to the document in its advice",
    weight: 1,
    wordings: [
      "Whenever you give advice, tell the challenger to ask only what is specific to this document and cannot be answered from general knowledge.",
    ],
  },
  {
    cause: "leak",
    prompt: "main",
    section: /rules|advice|procedure/i,
    kind: "noLeak",
    summary: "Main agent told to remind the challenger of leaking contexts",
    weight: 1,
    wordings: [
      "In your advice remind the challenger to keep the mechanism and the answer out of the context.",
    ],
  },
  {
    cause: "tooHard",
    prompt: "challenger",
    section: /rubric/i,
    summary: "Criteria limited to what a good answer to the question would say",
    weight: 3,
    wordings: [
      "Let every criterion test one step that a good answer to this very question would take.",
      "Point in the question to everything that the criteria reward.",
    ],
  },
  {
    cause: "rubric",
    prompt: "challenger",
    section: /rubric/i,
    summary: "Number and keys of criteria stated more exactly",
    weight: 3,
    wordings: [
      "Count the criteria once more: there are at least 10 and at most 15, each with its three keys.",
    ],
  },
  {
    cause: "generic",
    prompt: "challenger",
    section: /question/i,
    kind: "hard",
    summary: "Challenger asked for the hardest possible question",
    weight: 1.5,
    wordings: ["Make the question as hard as possible.", "Ask the hardest question you can think of."],
  },
  {
    cause: "leak",
    prompt: "challenger",
    section: /context/i,
    kind: "selfContained",
    summary: "Context to be self-contained, for the verifier's sake",
    weight: 1,
    wordings: ["The context must be self-contained, so that the verifier can follow it."],
  },
  {
    cause: "tooHard",
    prompt: "challenger",
    section: /question/i,
    kind: "shortQuestion",
    summary: "Challenger asked for short questions",
    weight: 1.5,
    wordings: ["Keep the question short.", "Write a short, clear question."],
  },
  {
    cause: "negatives",
    prompt: "challenger",
    section: /rubric/i,
    kind: "negativesWanted",
    summary: "At least four negative criteria required",
    weight: 1,
    wordings: ["There must always be at least 4 negative criteria, one for each likely error."],
  },
  {
    cause: "tooHard",
    prompt: "main",
    section: /procedure|rules/i,
    summary: "Main agent gives up after three failed rounds, to save calls",
    weight: 0.5,
    wordings: [
      "If nothing was accepted, stop after three rounds and call finish; the document does not suit.",
    ],
  },
  {
    cause: "unmeasured",
    prompt: "challenger",
    section: /question/i,
    summary: "Question narrowed so that answers stay within bounds",
    weight: 3,
    wordings: ["An answer of two or three paragraphs should be enough."],
  },
];

export const remedyEdits: readonly Edit[] = remedies.map((remedy) => ({
  summary: remedy.summary,
  intent: "targeted",
  code: false,
  cause: remedy.cause,
  weight: remedy.weight,
  plan: (files, seed) => {
    if (isThere(files, remedy)) return undefined;
    const wording = choose(remedy.wordings, "wording", seed);
    const added = addParagraph(files, remedy.prompt, remedy.section, wording);
    if (added === undefined) return undefined;
    const cleared = remedy.replaces !== undefined && choose([true, false], "replace", seed);
    return {
      changes: [cleared ? { ...added, after: clear(added.before, added.after, remedy.replaces) } : added],
    };
  },
}));

/** Every wording with the instruction it is meant to give, for the test that a reader finds it there. */
export const remedyWordings = remedies.flatMap(({ kind, prompt, wordings }) =>
  wordings.map((wording) => ({ kind, prompt, wording })),
);

function isThere(files: ReadFiles, { prompt, kind, wordings }: Remedy): boolean {
  const text = files.get(promptPath(files, prompt) ?? "") ?? "";
  if (kind !== undefined && readInstructions(text).strengths[kind] === "full") return true;
  return wordings.some((wording) => text.includes(wording));
}

/** Removes the line that says the contrary, if it was there before. */
function clear(before: string | null, after: string, line: RegExp): string {
  const contrary = line.exec(before ?? "")?.[0];
  return contrary === undefined ? after : after.replace(contrary, "");
}
