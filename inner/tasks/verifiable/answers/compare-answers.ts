import { readShape } from "./answer-shape.js";
import { compareShapes } from "./compare-shapes.js";
import { type Comparison, equal, undecided } from "./comparison.js";
import { bare } from "./final-answer.js";
import { normalText } from "./normal-text.js";
import { plainNotation } from "./plain-notation.js";

/** Longest text that is compared at all. */
const mostCharacters = 2000;

/**
 * Compares an answer with a reference by code alone. Symmetric, deterministic, and total: any two strings give a
 * result, within a time bounded by the sizes that are read. Letters stand for numbers: answers about matrices,
 * finite fields or residues are beyond it where their notation looks the same.
 */
export function compareAnswers(answer: string, reference: string): Comparison {
  if (answer.length > mostCharacters || reference.length > mostCharacters) {
    return undecided(`an answer is longer than ${mostCharacters} characters`);
  }
  const [left, right] = [answer, reference].map((text) => plainNotation(bare(text))) as [string, string];
  const [leftText, rightText] = [normalText(left), normalText(right)];
  if (leftText === "" || rightText === "") return undecided("an answer is empty");
  if (leftText === rightText) return equal("their texts agree");
  const found = compareShapes(readShape(left), readShape(right));
  const scaled = found.result === "different" && /[%°]/.test(left) !== /[%°]/.test(right);
  return scaled ? undecided("only one of them has a percent or degree sign") : found;
}
