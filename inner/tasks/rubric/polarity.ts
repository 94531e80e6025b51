/**
 * A negative criterion must describe the bad behaviour itself: a judge who marks "Avoids calling the clause void"
 * as met would take points from a good answer.
 */

/** "The response", "It", "The answer also": what a criterion may begin with before its verb. */
const subject =
  "^(?:(?:the\\s+)?(?:response|answer|advice|memo|solver|adviser|advisor|author|it)\\s+)?(?:also\\s+)?";
const adverb = "(?:clearly|carefully|explicitly|consistently|successfully)\\s+";

const goodBehaviour = new RegExp(
  `${subject}(?:${adverb})?(?:avoid(?:s|ed|ing)?|(?:do|does|did)\\s+not|(?:does|do|did)n['’]t|refrain(?:s|ed|ing)?|abstain(?:s|ed|ing)?|never|not|no|steers?\\s+clear|stays?\\s+clear|is\\s+free\\s+(?:of|from)|(?:correctly|accurately|properly|rightly|appropriately))\\b`,
  "i",
);

const badBehaviour = new RegExp(
  `${subject}(?:incorrectly|wrongly|falsely|mistakenly|erroneously|improperly|fails?\\s+to|neglects?\\s+to|omits?)\\b`,
  "i",
);

/** Whether a criterion is met by what a good answer does, or leaves undone. */
export function isMetByGoodAnswers(category: "positive" | "negative", criterion: string): boolean {
  return category === "positive" || goodBehaviour.test(criterion);
}

/** What is wrong with a criterion's wording for its category, as a finding; null when nothing is. */
export function polarityProblem(category: "positive" | "negative", criterion: string): string | null {
  if (category === "negative" && goodBehaviour.test(criterion)) {
    return `a negative criterion must describe the bad behaviour itself ("Asserts that ...", "Treats ... as ..."), not its absence or a good one: "${beginning(criterion)}"`;
  }
  if (category === "positive" && badBehaviour.test(criterion)) {
    return `a positive criterion must describe good behaviour; make it negative or turn it around: "${beginning(criterion)}"`;
  }
  return null;
}

function beginning(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57).trimEnd()}...`;
}
