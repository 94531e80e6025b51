const answer = "(?:the\\s+)?(?:answer|response|reply|solution|explanation)";

/** Bringing a thing up. */
const names =
  "(?:states?|identif(?:y|ies)|mentions?|notes?|recogni[sz]es?|acknowledges?|specif(?:y|ies)|proposes|points?\\s+out)";

/** What an answer does to its reader, in the third person, as criteria begin. */
const deed = `(?:explains?|describes?|argues?|concludes?|discusses|justif(?:y|ies)|distinguishes|${names})`;

/** "Explains why A and identifies the B". What follows "that" is one statement, whatever verbs it has. */
const twoDeeds = new RegExp(
  `^(?:${answer}\\s+)?(?:\\w+ly\\s+)?(?<first>${deed})\\s+(?!that\\b).{8,}?(?:[,;]\\s*)?\\b(?:and|as well as|while also|but also)\\s+(?:also\\s+)?(?:\\w+ly\\s+)?${deed}\\s+(?<second>(?:that|how|why|the|a|an|what|which|whether|at least|both|its|their)\\b.*)`,
  "i",
);

const namesOnly = new RegExp(`^${names}$`, "i");
const ofThatThing = /^(?:(?:how|why|what|whether|that|which|both)\s+)?(?:its|their|it|they|this|these)\b/i;

/**
 * Whether a criterion makes two demands, of which either could be met alone. "Proposes padding and explains its effect"
 * makes one: what is said of a thing brings the thing up, so that the second demand holds the first.
 */
export function makesTwoDemands(criterion: string): boolean {
  const { first = "", second = "" } = twoDeeds.exec(criterion)?.groups ?? {};
  return second !== "" && !(namesOnly.test(first) && ofThatThing.test(second));
}
