/**
 * Layer 1 of the decision (paper, appendix C.2): features of a question that send it back whatever its scores
 * are, found by rule. The phrases are the paper's; a false alarm costs a round and never accepts anything. Words
 * count as words: "in reply" holds no "in re", and "fact asserted" no "act as".
 */

export type OverrideName = "long_question" | "case_recap" | "role_play" | "old_year";

export interface Override {
  readonly name: OverrideName;
  /** The words of the question that were found; empty for its length. */
  readonly matched: string;
  /** One sentence for the writer. */
  readonly sentence: string;
}

/** A longer question is sent back; in characters. */
export const longestQuestion = 1000;

const caseRecap = [
  "court of appeals",
  "supreme court of",
  "in the case of",
  "in re",
  "the trial court held",
  "on appeal",
];
const rolePlay = ["you are an", "act as", "as a law clerk", "draft the arguments", "draft the brief"];

/** Units that make a number an amount: "1850 tonnes" is no year. */
const units =
  "%|percent|per\\s?cent|dollars?|euros?|pounds?|crowns?|marks?|francs?|cents?|pieces?|units?|shares?|kg|kilos?|tons?|tonnes?|lit(?:re|er)s?|met(?:re|er)s?|miles?|km|square|cubic|acres?|hectares?|hours?|days?|words?|pages?|people|employees|members|tenants|customers";

/** 1800 to 1899 and 1900 to 1939, alone or as "1890s"; not within a longer number, an amount or a reference number. */
const oldYear = new RegExp(
  `(?<![\\w.,/#$€£¥]|(?<!\\b(?:mid|pre|post|early|late))-|[#$€£¥]\\s|\\bno\\.?\\s)(?:18\\d\\d|19[0-3]\\d)(?:s(?!\\w)|(?![\\w/]|[.,]\\d|[ -]?(?:${units})(?!\\w)))`,
  "gi",
);

/** Every override that the question meets, in a fixed order; empty when the loop judge decides. */
export function overridesOf(question: string): Override[] {
  const found: Override[] = [];
  const length = bodyLength(question);
  if (length > longestQuestion) {
    const sentence = `The question has ${length} characters, over the limit of ${longestQuestion}: shorten it.`;
    found.push({ name: "long_question", matched: "", sentence });
  }
  for (const matched of caseRecap.flatMap((phrase) => phraseIn(question, phrase))) {
    const sentence = `The question recaps a case ("${matched}"): tell a client's matter in the client's own words instead.`;
    found.push({ name: "case_recap", matched, sentence });
  }
  for (const matched of rolePlay.flatMap((phrase) => phraseIn(question, phrase))) {
    const sentence = `The question gives the solver a role or a drafting task ("${matched}"): let a client ask for advice instead.`;
    found.push({ name: "role_play", matched, sentence });
  }
  for (const matched of new Set(question.match(oldYear))) {
    const sentence = `The question is set in an old year ("${matched}"): place the matter in the present.`;
    found.push({ name: "old_year", matched, sentence });
  }
  return found;
}

/** Length in characters, a character outside the basic plane counting once. */
export function bodyLength(question: string): number {
  return Array.from(question).length;
}

/** The first place where the phrase stands as whole words, as the question writes it, spaces made single. */
function phraseIn(question: string, phrase: string): string[] {
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_-])${phrase.replaceAll(" ", "\\s+")}(?![\\p{L}\\p{N}_-])`,
    "iu",
  );
  const found = pattern.exec(question);
  return found === null ? [] : [found[0].replace(/\s+/g, " ")];
}
