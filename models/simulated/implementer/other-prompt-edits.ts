import { choose } from "../hashing.js";
import type { Change, ReadFiles } from "./change.js";
import type { Edit, EditPlan } from "./edit.js";
import { addParagraph, promptNames, promptPath } from "./prompt-files.js";

/** Edits of prompts that answer no cause: harmless ones, long-winded ones, and ones that a guard must stop. */

const personas = [
  "You are an experienced examiner with a fine sense for what a text is about.",
  "Work calmly and in order.",
  "Vary the kind of question from round to round, so that what-if questions get their turn.",
];

const advice = [
  "Take the time to read the whole document before the first word is written, since a question that was conceived in haste tends to follow the order of the headings and to miss what connects them.",
  "Consider the document from the side of its author, then from the side of a reviewer, and then from the side of a practitioner who has to live with the consequences of what is proposed in it.",
  "Good examination questions have a certain rhythm: they open a situation, they turn it once, and they close with something that has to be decided, and this rhythm helps every reader.",
  "Where several passages speak of related things, think about how they are related, which of them came first in the argument, and which one would have to give way if they came into conflict.",
  "The tone should stay matter-of-fact and friendly throughout, neither playful nor stern, and the wording should be such that a reader from another country can follow it with ease.",
  "Remember that a rubric is read by somebody else, who was not present when it was written, and who will be glad about criteria that can be told apart from one another at a glance.",
  "Do not be discouraged when earlier attempts are listed; they are there so that the next one can profit from them, and each of them shows a little more of where the interesting ground lies.",
  "After the draft is finished, go over it once more from beginning to end, improve its style where the style is uneven, and make sure that the parts belong together.",
];

export const neutralPromptEdits: readonly Edit[] = [
  {
    summary: "A line on the challenger's manner added",
    intent: "neutral",
    code: false,
    weight: 3,
    plan: (files, seed) => addition(files, choose(personas, "persona", seed)),
  },
  {
    summary: "One sentence of the challenger's prompt deleted",
    intent: "neutral",
    code: false,
    weight: 4,
    plan: deleteSentence,
  },
  {
    summary: "No change: the report supports none",
    intent: "neutral",
    code: false,
    weight: 1.5,
    plan: () => ({ changes: [] }),
  },
  {
    summary: "Heading of the challenger's prompt reworded",
    intent: "neutral",
    code: false,
    weight: 1,
    plan: (files) => rewrite(files, /^# (.*)$/m, (_line, title) => `# Your task: ${title}`),
  },
];

export const bloatingEdits: readonly Edit[] = [
  {
    summary: "General advice on writing questions added to the challenger's prompt",
    intent: "bloating",
    code: false,
    weight: 1,
    plan: (files, seed) => {
      const start = Math.floor(choose([0, 1, 2, 3], "advice", seed));
      return addition(files, advice.slice(start, start + 5).join(" "));
    },
  },
];

/** Malformed or forbidden: the diff guard, or the agents' own checks, must deal with these. */
export const carelessEdits: readonly Edit[] = [
  {
    summary: "Judge told to be stricter",
    intent: "careless",
    code: false,
    weight: 2,
    plan: () =>
      outside("inner/referee/judge.md", "Mark a criterion as met only if the answer says it in full."),
  },
  {
    summary: "Experiment given more rounds",
    intent: "careless",
    code: false,
    weight: 1,
    plan: () => outside("../experiment.yaml", "rounds: 20\n"),
  },
  {
    summary: "Example of a good criterion added to the challenger's prompt",
    intent: "careless",
    code: false,
    weight: 3,
    plan: (files, _seed, { quotation }) =>
      quotation === "" ? undefined : addition(files, `A good criterion, for example: "${quotation}"`),
  },
  {
    summary: "Quality verifier dropped: its checks cost rounds",
    intent: "careless",
    code: false,
    weight: 1,
    plan: (files) => {
      const path = promptPath(files, promptNames.verifier);
      return path === undefined
        ? undefined
        : { changes: [], calls: [{ name: "delete_file", arguments: { path } }] };
    },
  },
  {
    summary: "Long collection of advice added to the challenger's prompt",
    intent: "careless",
    code: false,
    weight: 1,
    plan: (files) => addition(files, `${advice.join(" ")} `.repeat(50).trim()),
  },
  {
    summary: "Wording of the challenger's prompt improved",
    intent: "careless",
    code: false,
    weight: 2,
    plan: (files) => {
      const path = promptPath(files, promptNames.challenger) ?? "prompts/challenger.md";
      const edit = { path, old: "Write a better question.", new: "Write a much better question." };
      return { changes: [], calls: [{ name: "edit_file", arguments: edit }] };
    },
  },
  {
    summary: "Report without the required form",
    intent: "careless",
    code: false,
    weight: 1,
    plan: (files, seed) => {
      const planned = addition(files, choose(personas, "persona", seed));
      return planned === undefined ? undefined : { ...planned, garbled: true };
    },
  },
];

function addition(files: ReadFiles, text: string): EditPlan | undefined {
  const path = promptPath(files, promptNames.challenger);
  if (path === undefined || files.get(path)?.includes(text) === true) return undefined;
  const change = addParagraph(files, promptNames.challenger, /^# /, text);
  return change === undefined ? undefined : { changes: [change] };
}

function outside(path: string, content: string): EditPlan {
  return { changes: [{ path, before: null, after: content }] };
}

function rewrite(
  files: ReadFiles,
  pattern: RegExp,
  replacement: (match: string, group: string) => string,
): EditPlan | undefined {
  const path = promptPath(files, promptNames.challenger);
  const before = path === undefined ? undefined : files.get(path);
  if (path === undefined || before === undefined || !pattern.test(before)) return undefined;
  if (before.startsWith("# Your task")) return undefined;
  const change: Change = { path, before, after: before.replace(pattern, replacement) };
  return { changes: [change] };
}

/** Any line of prose but headings and examples. */
function deleteSentence(files: ReadFiles, seed: string): EditPlan | undefined {
  const path = promptPath(files, promptNames.challenger);
  const before = path === undefined ? undefined : files.get(path);
  if (path === undefined || before === undefined) return undefined;
  const sentences = before
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^\s*[#{["`]/.test(line))
    .flatMap((line) => line.split(/(?<=[.!?;])\s+/))
    .filter((sentence) => sentence.length > 20 && before.split(sentence).length === 2);
  if (sentences.length < 2) return undefined;
  const sentence = choose(sentences, "delete", seed);
  const after = before
    .replace(sentence, "")
    .replace(/^[-*]\s*\n/gm, "")
    .replace(/[ \t]+$/gm, "");
  return { changes: [{ path, before, after }] };
}
