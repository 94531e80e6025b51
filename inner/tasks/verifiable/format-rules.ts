import { bare } from "./answers/final-answer.js";
import { plainNotation } from "./answers/plain-notation.js";

interface Posed {
  readonly question: string;
  readonly answer: string;
}

/** A rule of the format: what the challenger is told when it is broken. */
interface Rule {
  readonly finding: string;
  breaks(posed: Posed): boolean;
}

/** An answer of which the text appears in the question by chance, such as x or 2n. */
const tellingLength = 5;

const rules: readonly Rule[] = [
  {
    finding: "question: it asks several things; ask exactly one.",
    breaks: ({ question }) => marks(question) > 1,
  },
  {
    finding: "question: it has numbered or lettered parts; ask exactly one thing.",
    breaks: ({ question }) => partsOf(question) > 1,
  },
  {
    finding:
      'question: it joins a second request to the first ("and also", "and find", "as well as"); ask exactly one.',
    breaks: ({ question }) => secondRequest.test(question),
  },
  {
    finding: "question: it can be answered with yes or no; ask for the object itself.",
    breaks: ({ question }) => polar.test(lastSentence(question)),
  },
  {
    finding:
      "answer: yes, no, true and false can be guessed; let the answer be an expression or a named object.",
    breaks: ({ answer }) => /^(?:yes|no|true|false)\b/i.test(bare(answer)),
  },
  {
    finding: "answer: it must be one sentence or one expression on a single line.",
    breaks: ({ answer }) => /\n/.test(answer.trim()) || /[.!?]\s+\p{Lu}/u.test(answer.trim()),
  },
  {
    finding: "answer: it lists alternatives or hedges; give one definite answer.",
    breaks: ({ answer }) =>
      /\b(?:approximately|approx|roughly|about|it depends|possibly)\b|≈|\\approx/i.test(answer),
  },
  {
    finding:
      "answer: a bare integer can be guessed; let the answer be a symbolic expression or a named object.",
    breaks: ({ answer }) => /^[-+]?\d[\d,]*$/.test(givenValue(answer)),
  },
  {
    finding: "answer: it depends on the precision of a decimal; give an exact expression.",
    breaks: ({ answer }) => /\d*\.\d+/.test(plainNotation(answer)),
  },
  {
    finding: "answer: the question already states it.",
    breaks: ({ question, answer }) => states(question, answer),
  },
];

/** The broken rules of the format, one sentence each for the challenger; empty when all hold. */
export function formatFindings(posed: Posed): string[] {
  return rules.filter((rule) => rule.breaks(posed)).map((rule) => rule.finding);
}

const secondRequest =
  /\band (?:also|additionally|then)? ?(?:also|find|determine|compute|calculate|state|give|explain|prove|show|describe|list|what|which|how|why|when)\b|\bas well as (?:the|its|their|find|determine|compute)\b|;\s*(?:also|additionally)\b/i;

const polar =
  /^(?:is|are|was|were|does|do|did|can|could|will|would|has|have|should|must)\b[^?]*\?$|\b(?:true or false|yes or no)\b|\b(?:determine|decide|prove or disprove) (?:whether|if)\b/i;

function marks(question: string): number {
  return question.split("?").length - 1;
}

/** Parts that are numbered or lettered at the start of a line, or in brackets in the text, in their order. */
function partsOf(question: string): number {
  const atStart = question.match(/^\s*(?:\(?[a-e1-9ivx]{1,3}[).])\s+\S/gim)?.length ?? 0;
  const inText = ["a", "b"].every((letter) => new RegExp(`(?:^|\\s)\\(${letter}\\)\\s`).test(question));
  const numbered = ["1", "2"].every((digit) => new RegExp(`(?:^|\\s)\\(?${digit}\\)\\s`).test(question));
  const roman = ["i", "ii"].every((numeral) => new RegExp(`(?:^|\\s)\\(${numeral}\\)\\s`).test(question));
  return inText || numbered || roman ? 2 : atStart;
}

function lastSentence(question: string): string {
  return (
    question
      .trim()
      .split(/(?<=[.!?])\s+(?=\p{Lu})/u)
      .at(-1) ?? ""
  );
}

/** The answer without "x = ". */
function givenValue(answer: string): string {
  return plainNotation(bare(answer))
    .replace(/^[\p{L}]\w*\s*=\s*/u, "")
    .trim();
}

/** Whether the answer stands in the question as a whole, not counting answers that a question names by chance. */
function states(question: string, answer: string): boolean {
  const told = folded(bare(answer)).replace(/^(?:the|an?) /, "");
  if (told.length < tellingLength) return false;
  const text = folded(question);
  for (let at = text.indexOf(told); at !== -1; at = text.indexOf(told, at + 1)) {
    const around = `${text[at - 1] ?? " "}${text[at + told.length] ?? " "}`;
    if (!partOfMore.test(around)) return true;
  }
  return false;
}

const partOfMore = /[\p{L}\p{N}^_()[\]+*/-]/u;

function folded(text: string): string {
  return plainNotation(text).toLowerCase().replace(/\s+/g, " ").trim();
}
