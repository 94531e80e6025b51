import { choose } from "../hashing.js";
import type { Change, ReadFiles } from "./change.js";
import type { Edit, EditPlan } from "./edit.js";

/**
 * Edits of workflow code that are meant to help, for tasks to choose from. Places are found by what code of this kind
 * looks like.
 */

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

/** Edits that make the parser of drafts accept what careless writers take for JSON. */
export function tolerantParsing<Cause extends string>(cause: Cause): readonly Edit<Cause>[] {
  return [
    tolerant(
      cause,
      "Draft parser accepts weights such as +8 and 8 points, and text before the JSON",
      3,
      (text) => units(plus(fromBrace(text))),
    ),
    tolerant(cause, "Draft parser accepts a plus sign before weights", 2, plus),
    tolerantOfPreamble(cause),
  ];
}

/** The edit that makes the parser of drafts skip what stands before the JSON. */
export function tolerantOfPreamble<Cause extends string>(cause: Cause): Edit<Cause> {
  return tolerant(cause, "Draft parser skips text before the first brace", 1, fromBrace);
}

/** An edit that has a draft which cannot be read repaired by a model. */
export function repairOfDrafts<Cause extends string>(cause: Cause): Edit<Cause> {
  return {
    summary: "Unreadable drafts are sent to the main seat for repair before they are proposed",
    intent: "targeted",
    code: true,
    cause,
    weight: 2,
    plan: (files) => inChallengerCode(files, readsReply, secondOpinion),
  };
}

/** A function for workflow code, from a parsed draft to a better one. */
export interface DraftFilter {
  readonly name: string;
  /** Its source, which ends in a line feed. */
  readonly definition: string;
}

/** An edit that passes every parsed draft through a function, which is added at the end of the module. */
export function draftFilter<Cause extends string>(
  cause: Cause,
  summary: string,
  weight: number,
  filter: DraftFilter,
): Edit<Cause> {
  return {
    summary,
    intent: "targeted",
    code: true,
    cause,
    weight,
    plan: (files) => inChallengerCode(files, readsReply, (before) => wrapParse(before, filter)),
  };
}

function tolerant<Cause extends string>(
  cause: Cause,
  summary: string,
  weight: number,
  repair: (text: string) => string,
): Edit<Cause> {
  return {
    summary,
    intent: "targeted",
    code: true,
    cause,
    weight,
    plan: (files) =>
      inChallengerCode(files, parsesText, (before) =>
        before.replace(parsesText, (_match, text: string) => `JSON.parse(${repair(text)})`),
      ),
  };
}

/** An edit that appends one of some sentences to what the workflow asks the challenger for. */
export function selfCheck<Cause extends string>(
  cause: Cause,
  summary: string,
  sentences: readonly string[],
): Edit<Cause> {
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

function wrapParse(before: string, { name, definition }: DraftFilter): string {
  if (before.includes(`function ${name}(`)) return before;
  const wrapped = before.replace(
    readsReply,
    (_line, indent: string, draft: string, parse: string, reply: string) =>
      `${indent}const ${draft} = ${name}(${parse}(${reply}.text));`,
  );
  return `${wrapped.trimEnd()}\n\n${definition}`;
}
