import type { ReadRound } from "../../../../models/simulated/analyzer/rounds.js";
import { tolerantParsing } from "../../../../models/simulated/implementer/code-edits.js";
import { promptNames } from "../../../../models/simulated/implementer/prompt-files.js";
import type { Lessons } from "../../../../models/simulated/simulated-task.js";
import type { CorpusIndex } from "../../../../models/simulated/text/corpus-index.js";
import { type Kind, reader } from "./instructions.js";

type Cause = "malformed" | "easy" | "obscure";

function causeOf(_index: CorpusIndex, round: ReadRound): Cause | undefined {
  if (round.refusal !== "") return "malformed";
  if (round.tooEasy) return "easy";
  return /STRONG TOO LOW/.test(round.text) ? "obscure" : undefined;
}

/** What can be learnt from failed rounds of this task. */
export const lessons: Lessons<Cause, Kind> = {
  causes: {
    malformed: {
      cause: "Drafts do not parse, or break the form of a sentence with one gap.",
      remedy: "Ask for strictly valid JSON, or read the reply more tolerantly.",
      words: /\bpars|\bjson\b|malformed|form of a sentence/i,
    },
    easy: {
      cause: "Sentences are common knowledge: the weak solver fills them too.",
      remedy: "Take sentences that only this document holds.",
      words: /common knowledge|too easy|generic/i,
    },
    obscure: {
      cause: "The strong solver cannot fill the gap either.",
      remedy: "Take a sentence that is better known.",
      words: /strong solver can ?not|obscure/i,
    },
  },
  causeOf,
  remedies: [
    {
      cause: "easy",
      prompt: promptNames.challenger,
      section: /sentence/i,
      kind: "insight",
      summary: "Challenger asked for sentences that are specific to the document",
      weight: 4,
      wordings: [
        "Take a sentence that depends on an insight specific to this document; general knowledge of the field must not be enough to fill the gap.",
        "Ask only what this document alone shows. Discard any sentence that textbook knowledge completes.",
      ],
    },
    {
      cause: "malformed",
      prompt: promptNames.challenger,
      section: /reply/i,
      kind: "strictJson",
      summary: "Challenger told to reply with strict JSON",
      weight: 4,
      wordings: ["The reply is parsed by a program: strictly valid JSON, nothing before or after it."],
    },
    {
      cause: "obscure",
      prompt: promptNames.challenger,
      section: /sentence/i,
      summary: "Challenger asked for short sentences",
      weight: 1,
      wordings: ["Prefer short sentences."],
    },
  ],
  codeEdits: tolerantParsing<Cause>("malformed"),
  reader,
};
