import { choose } from "../hashing.js";
import type { Change, ReadFiles } from "./change.js";
import type { Edit, EditPlan } from "./edit.js";

/** Edits of workflow code that are meant to help. Places are found by what code of this kind looks like. */

/** `const draft = parse(reply.text);` in whatever names. */
const readsReply = /^([ \t]*)const (\w+) = (\w+)\((\w+)\.text\);$/m;
/** A parse of plain text that was not made tolerant yet. */
const parsesText = /JSON\.parse\((\w+)\)/;
/** A string or template that asks for a question. */
const asksForQuestion =
  /(["`])((?:\\.|(?!\1)[^\\\n])*\b[Ww]rite\b(?:\\.|(?!\1)[^\\\n])*\bquestion\b(?:\\.|(?!\1)[^\\\n])*[.])\1/g;

const plus = (text: string) => `${text}.replace(/:\\s*\\+(\\d)/g, ": $1")`;
const units = (text: string) => `${text}.replace(/"([+-]?\\d+) points?"/g, "$1")`;
const fromBrace = (text: string) => `${text}.slice(Math.max(0, ${text}.indexOf("{")))`;

export const usefulCodeEdits: readonly Edit[] = [
  tolerant("Draft parser accepts weights such as +8 and 8 points, and text before the JSON", 3, (text) =>
    units(plus(fromBrace(text))),
  ),
  tolerant("Draft parser accepts a plus sign before weights", 2, plus),
  tolerant("Draft parser skips text before the first brace", 1, fromBrace),
  {
    summary: "Unreadable drafts are sent to the main seat for repair before they are proposed",
    intent: "targeted",
    code: true,
    cause: "malformed",
    weight: 2,
    plan: (files) => inChallengerCode(files, readsReply, secondOpinion),
  },
  {
    summary: "Context sentences that repeat a criterion are cut in code",
    intent: "targeted",
    code: true,
    cause: "leak",
    weight: 2,
    plan: (files) => inChallengerCode(files, readsReply, withTrimmedContext),
  },
  {
    summary: "Negative criteria are dropped in code",
    intent: "targeted",
    code: true,
    cause: "negatives",
    weight: 1.5,
    plan: (files) => inChallengerCode(files, readsReply, withoutNegatives),
  },
  selfCheck("leak", "Self-check on a leaking context appended to the challenger's message", [
    "Before you reply, check whether the question can be answered from the context alone; if so, rewrite the context without the mechanism.",
    "The context must not give away the solution.",
  ]),
  selfCheck("generic", "Self-check on generic questions appended to the challenger's message", [
    "Ask yourself whether general knowledge would be enough to answer it; if so, choose another question.",
    "Ask only what is specific to this document.",
  ]),
  selfCheck("malformed", "Reminder of strict JSON appended to the challenger's message", [
    "Reply with strictly valid JSON and nothing else; weights are plain integers without sign.",
  ]),
];

function tolerant(summary: string, weight: number, repair: (text: string) => string): Edit {
  return {
    summary,
    intent: "targeted",
    code: true,
    cause: "malformed",
    weight,
    plan: (files) =>
      inChallengerCode(files, parsesText, (before) =>
        before.replace(parsesText, (_match, text: string) => `JSON.parse(${repair(text)})`),
      ),
  };
}

function selfCheck(
  cause: "leak" | "generic" | "malformed",
  summary: string,
  sentences: readonly string[],
): Edit {
  return {
    summary,
    intent: "targeted",
    code: true,
    cause,
    weight: 1.5,
    plan: (files, seed) => {
      const sentence = choose(sentences, "sentence", seed);
      return inChallengerCode(files, asksForQuestion, (before) =>
        before.includes(sentence)
          ? before
          : before.replace(
              asksForQuestion,
              (_match, quote: string, text: string) => `${quote}${text} ${sentence}${quote}`,
            ),
      );
    },
  };
}

/** Applies an edit to the module that talks to the challenger, where it has the place that the edit needs. */
function inChallengerCode(
  files: ReadFiles,
  place: RegExp,
  edit: (before: string) => string,
): EditPlan | undefined {
  for (const [path, before] of files) {
    if (!path.endsWith(".ts") || !before.includes('chat("challenger"')) continue;
    if (before.search(place) < 0) continue;
    const after = edit(before);
    const change: Change = { path, before, after };
    return after === before ? undefined : { changes: [change] };
  }
  return undefined;
}

function secondOpinion(before: string): string {
  return before.replace(readsReply, (_line, indent: string, draft: string, parse: string, reply: string) =>
    [
      `let ${draft} = ${parse}(${reply}.text);`,
      `if (typeof ${draft} === "string") {`,
      '  const repaired = await host.chat("main", {',
      "    messages: [",
      '      { role: "system", content: "Repair the draft: reply with it as one strictly valid JSON object and nothing else, its weights as plain integers." },',
      `      { role: "user", content: \`<draft>\\n\${${reply}.text}\\n</draft>\` },`,
      "    ],",
      "  });",
      `  ${draft} = ${parse}(repaired.text);`,
      "}",
    ]
      .map((line) => indent + line)
      .join("\n"),
  );
}

function withTrimmedContext(before: string): string {
  return wrapParse(before, "withoutGivenAway", trimmer);
}

function withoutNegatives(before: string): string {
  return wrapParse(before, "positiveOnly", negativeFilter);
}

/** Passes the parsed draft through a function that is added at the end of the module. */
function wrapParse(before: string, name: string, definition: string): string {
  if (before.includes(`function ${name}(`)) return before;
  const wrapped = before.replace(
    readsReply,
    (_line, indent: string, draft: string, parse: string, reply: string) =>
      `${indent}const ${draft} = ${name}(${parse}(${reply}.text));`,
  );
  return `${wrapped.trimEnd()}\n\n${definition}`;
}

const trimmer = `/** Drops context sentences that repeat most of a criterion. */
function withoutGivenAway(draft: unknown): unknown {
  if (typeof draft !== "object" || draft === null) return draft;
  const { context, rubric, ...rest } = draft as Record<string, unknown>;
  if (typeof context !== "string" || !Array.isArray(rubric)) return draft;
  const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[a-z]{4,}/g) ?? []);
  const criteria = rubric.map((one) => wordsOf(String(Object(one).criterion)));
  const kept = context.split(/(?<=[.!?])\\s+/).filter((sentence) => {
    const words = wordsOf(sentence);
    return !criteria.some((wanted) => [...wanted].filter((word) => words.has(word)).length > 0.6 * wanted.size);
  });
  return { ...rest, context: kept.length > 0 ? kept.join(" ") : context, rubric };
}
`;

const negativeFilter = `/** Keeps the positive criteria only. */
function positiveOnly(draft: unknown): unknown {
  if (typeof draft !== "object" || draft === null) return draft;
  const { rubric, ...rest } = draft as Record<string, unknown>;
  if (!Array.isArray(rubric)) return draft;
  return { ...rest, rubric: rubric.filter((one) => Object(one).category !== "negative") };
}
`;
