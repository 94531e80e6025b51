import { polarityProblem } from "../polarity.js";
import { beginning, type LintFinding, type LintRule } from "./rules.js";

/** A criterion as far as lints look at it. */
export interface LintedCriterion {
  readonly criterion: string;
  readonly weight: number;
  readonly category: "positive" | "negative";
}

const answer = "(?:the\\s+)?(?:answer|response|reply|solution|explanation)";

/** What an answer does to its reader, in the third person, as criteria begin. */
const deed =
  "(?:explains?|states?|identif(?:y|ies)|describes?|mentions?|notes?|argues?|concludes?|recogni[sz]es?|discusses|justif(?:y|ies)|acknowledges?|specif(?:y|ies)|distinguishes|proposes|points?\\s+out)";

/** "Explains why A and identifies the B". What follows "that" is one statement, whatever verbs it has. */
const compound = new RegExp(
  `^(?:${answer}\\s+)?(?:\\w+ly\\s+)?${deed}\\s+(?!that\\b).{8,}?(?:[,;]\\s*)?\\b(?:and|as well as|while also|but also)\\s+(?:also\\s+)?(?:\\w+ly\\s+)?${deed}\\s+(?:that|how|why|the|a|an|what|which|whether|at least|both|its|their)\\b`,
  "i",
);

const formatting = new RegExp(
  [
    "\\b(?:uses?|includes?|(?:presented|formatted|written|organi[sz]ed)\\s+(?:as|in|with))\\s+(?:a\\s+)?(?:bullet(?:ed)?\\s+(?:points?|lists?)|numbered\\s+lists?|markdown|(?:sub-?)?headings?)\\b",
    "\\b(?:correct|proper|good)\\s+(?:grammar|spelling|punctuation)\\b|\\bfree\\s+of\\s+(?:typos|spelling|grammatical)\\b",
    "\\b(?:within|exceeds?|meets?|respects?)\\s+(?:the|a)\\s+word\\s+(?:count|limit)\\b",
    `\\b${answer}\\s+(?:is|are|should\\s+be|must\\s+be|remains?|stays?)\\s+(?:\\w+ly\\s+)?(?:concise|brief|short|long|succinct|well[- ](?:structured|organi[sz]ed|written|formatted)|clear(?:ly)?\\s+(?:written|structured)|readable|formatted|under|within|at\\s+least)\\b`,
    "\\b(?:at\\s+least|at\\s+most|under|over|fewer\\s+than|more\\s+than|no\\s+more\\s+than|within|around|about)\\s+\\d+\\s+(?:words|sentences|paragraphs)\\b",
    "^(?:is|be|uses|written|formatted|presented)\\s+(?:\\w+ly\\s+)?(?:concise|brief|succinct|well[- ](?:structured|organi[sz]ed|written)|professional|a\\s+(?:professional|formal|clear)\\s+(?:tone|style|structure))\\b",
  ].join("|"),
  "i",
);

const namesSolver =
  /\b(?:(?:weak|strong)(?:er)?\s+(?:solver|model['’]?s?\s+(?:answer|attempt))|(?:solver|model)['’]s\s+(?:answer|reply|response|attempt)|(?:if|when)\s+(?:the\s+)?(?:answer|response)\s+(?:comes?|was\s+written)\s+(?:from|by)\s+(?:a|the)\b)/i;

const instructsJudge = new RegExp(
  [
    "\\b(?:always|never|automatically)\\s+(?:mark|count|treat|award|grant|met|give\\s+(?:full|credit))",
    "\\bmark\\s+(?:this|it|all|every|each|the)\\b.{0,40}\\b(?:met|satisfied|unmet|true|false|pass|fail)",
    "\\b(?:the\\s+)?(?:judge|grader|evaluator|marker)s?\\s+(?:must|should|shall|may|will|is|are|needs?)\\b",
    "\\b(?:ignore|disregard|overlook)\\s+(?:the\\s+|all\\s+|any\\s+)?(?:other|previous|above|earlier|following|remaining)\\b",
    "\\bregardless\\s+of\\s+(?:what\\s+)?(?:the\\s+|its\\s+)?(?:answer|response|content|correctness)\\b",
    "\\b(?:is|are)\\s+(?:always|automatically)\\s+(?:met|satisfied|true)\\b",
    "\\bany\\s+(?:answer|response|reply)\\s+(?:counts?|is\\s+(?:fine|acceptable|correct)|will\\s+do|meets)\\b",
  ].join("|"),
  "i",
);

const wordings: readonly { readonly rule: LintRule; readonly pattern: RegExp; readonly advice: string }[] = [
  {
    rule: "compound",
    pattern: compound,
    advice: "asks for two things; make two criteria of it, or keep the one that matters",
  },
  {
    rule: "formatting",
    pattern: formatting,
    advice: "is about form or length; a criterion must be about what the answer says",
  },
  {
    rule: "names-solver",
    pattern: namesSolver,
    advice: "speaks of who answers; a criterion must hold for any answer",
  },
  {
    rule: "instructs-judge",
    pattern: instructsJudge,
    advice: "tells the judge how to mark; a criterion must say what an answer contains",
  },
];

/** What is wrong with one criterion's wording, by rule. @param place of the criterion in the draft. */
export function criterionFindings({ criterion, category }: LintedCriterion, place: string): LintFinding[] {
  const findings: LintFinding[] = wordings
    .filter(({ pattern }) => pattern.test(criterion))
    .map(({ rule, advice }) => ({ rule, place, message: `"${beginning(criterion)}" ${advice}` }));
  const polarity = polarityProblem(category, criterion);
  return polarity === null ? findings : [{ rule: "polarity", place, message: polarity }, ...findings];
}
