import { polarityProblem } from "../polarity.js";
import { ordersJudge } from "./judge-orders.js";
import { beginning, type LintFinding, type LintRule } from "./rules.js";
import { makesTwoDemands } from "./two-demands.js";

/** A criterion as far as lints look at it. */
export interface LintedCriterion {
  readonly criterion: string;
  readonly weight: number;
  readonly category: "positive" | "negative";
}

const answer = "(?:the\\s+)?(?:answer|response|reply|solution|explanation)";

const formatting = new RegExp(
  [
    "\\b(?:uses?|includes?|(?:presented|formatted|written|organi[sz]ed)\\s+(?:as|in|with))\\s+(?:a\\s+)?(?:bullet(?:ed)?\\s+(?:points?|lists?)|numbered\\s+lists?|markdown|(?:sub-?)?headings?)\\b",
    "\\b(?:correct|proper|good)\\s+(?:grammar|spelling|punctuation)\\b|\\bfree\\s+of\\s+(?:typos|spelling|grammatical)\\b",
    "\\b(?:within|exceeds?|meets?|respects?)\\s+(?:the|a)\\s+word\\s+(?:count|limit)\\b",
    `\\b${answer}\\s+(?:is|are|should\\s+be|must\\s+be|remains?|stays?)\\s+(?:\\w+ly\\s+)?(?:concise|brief|short|long|succinct|well[- ](?:structured|organi[sz]ed|written|formatted)|clear(?:ly)?\\s+(?:written|structured)|readable|formatted|under|within|at\\s+least)\\b`,
    "\\b(?:at\\s+least|at\\s+most|under|over|fewer\\s+than|more\\s+than|no\\s+more\\s+than|within|around|about)\\s+(?:\\d+\\s+words|\\d{1,2}\\s+(?:sentences|paragraphs))\\b",
    "^(?:is|be|uses|written|formatted|presented)\\s+(?:\\w+ly\\s+)?(?:concise|brief|succinct|well[- ](?:structured|organi[sz]ed|written)|professional|a\\s+(?:professional|formal|clear)\\s+(?:tone|style|structure))\\b",
  ].join("|"),
  "i",
);

const namesSolver =
  /\b(?:(?:weak|strong)(?:er)?\s+(?:solver|model['’]?s?\s+(?:answer|attempt))|(?:solver|model)['’]s\s+(?:answer|reply|response|attempt)|(?:if|when)\s+(?:the\s+)?(?:answer|response)\s+(?:comes?|was\s+written)\s+(?:from|by)\s+(?:a|the)\b)/i;

const wordings: readonly {
  readonly rule: LintRule;
  readonly found: (criterion: string) => boolean;
  readonly advice: string;
}[] = [
  {
    rule: "compound",
    found: makesTwoDemands,
    advice: "asks for two things; make two criteria of it, or keep the one that matters",
  },
  {
    rule: "formatting",
    found: (criterion) => formatting.test(criterion),
    advice: "is about form or length; a criterion must be about what the answer says",
  },
  {
    rule: "names-solver",
    found: (criterion) => namesSolver.test(criterion),
    advice: "speaks of who answers; a criterion must hold for any answer",
  },
  {
    rule: "instructs-judge",
    found: ordersJudge,
    advice: "tells the judge how to mark; a criterion must say what an answer contains",
  },
];

/** What is wrong with one criterion's wording, by rule. @param place of the criterion in the draft. */
export function criterionFindings({ criterion, category }: LintedCriterion, place: string): LintFinding[] {
  const findings: LintFinding[] = wordings
    .filter(({ found }) => found(criterion))
    .map(({ rule, advice }) => ({ rule, place, message: `"${beginning(criterion)}" ${advice}` }));
  const polarity = polarityProblem(category, criterion);
  return polarity === null ? findings : [{ rule: "polarity", place, message: polarity }, ...findings];
}
