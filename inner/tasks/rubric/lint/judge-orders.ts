/**
 * Orders to whoever marks, as against statements about marking, judges or rules of law: an order is put directly, to
 * the marker or about this very criterion. What an answer is to say, "States that a late notice never counts", is
 * reported and no order.
 */

const marker = "(?:judge|grader|evaluator|marker)s?";
const asMet = "\\b(?:met|satisfied|unmet|fulfilled|true|false|pass|fail)\\b";
const marking = "(?:mark|count|treat|award|grant|give|rate|score|grade|consider|accept)";

/** About marking this criterion, wherever it stands. */
const ofItself = new RegExp(
  [
    `\\bmark\\s+(?:this|it|all|every|each|the)\\b.{0,40}${asMet}`,
    `\\b${marking}\\s+(?:this|it|these|them|all|any|each|every\\w*|(?:the\\s+)?(?:answer|response|criterion|point)s?)\\b.{0,60}${asMet}`,
    `\\bthis\\s+(?:criterion|item|point)\\b.{0,40}(?:${asMet}|\\b(?:credit|marks?|counts?)\\b)`,
  ].join("|"),
  "i",
);

const imperative = "(?:^|[.;:!?(,]\\s*|\\b(?:and|but|then|please)\\s+)";
const thisAnswer = "(?:the\\s+|this\\s+|its\\s+)?(?:answer|response|reply)";

/** Orders only where they are put directly. */
const direct = new RegExp(
  [
    `${imperative}(?:always|never|automatically)\\s+${marking}\\b`,
    `\\b${marker}\\s+(?:must|should|shall|may|will|is|are|needs?)\\b.{0,60}(?:\\b${marking}\\b|\\b(?:ignore|disregard|overlook|lenient|generous)\\b|${asMet})`,
    `${imperative}(?:ignore|disregard|overlook)\\s+(?:the\\s+|all\\s+|any\\s+)*(?:other|previous|above|earlier|following|remaining)\\b`,
    `${imperative}(?:give|award|grant)\\s+(?:full|all|the)\\s+(?:credit|marks?|points?)\\b`,
    `\\bregardless\\s+of\\s+(?:what\\s+)?${thisAnswer}\\b`,
    `(?:${asMet}|\\bcounts?\\b).{0,60}\\bregardless\\s+of\\s+(?:the\\s+|its\\s+)?(?:content|correctness)\\b`,
    `\\b(?:it|this|criterion|point|item)\\s+(?:is\\s+)?(?:always|automatically)\\s+(?:met|satisfied|true|counts?)\\b`,
    `\\bany\\s+(?:answer|response|reply)\\s+(?:counts?|is\\s+(?:fine|acceptable|correct)|will\\s+do|meets)\\b`,
  ].join("|"),
  "i",
);

/** What is said, asked or advised in an answer, up to the end of the clause. */
const reported =
  /\b(?:say|state|explain|assert|claim|argue|conclude|note|mention|infer|warn|advise|recommend|suggest|ask|examine|consider|check|discusse?|tell|assure|confirm|denie|show|find|hold|demand|require|observe|point|recogni[sz]e|acknowledge|determine|question)s\b(?:\s+[\w'’-]+){0,6}?\s+(?:that|whether|how|why|what|which|when|if|to|against)\b[^.;:!?]*/gi;

/** Whether a criterion tells the judge how to mark. */
export function ordersJudge(criterion: string): boolean {
  return ofItself.test(criterion) || direct.test(criterion.replace(reported, "reports"));
}
