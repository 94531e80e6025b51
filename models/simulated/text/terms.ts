/** Content terms of English text: lower-case words without stop words, lightly stemmed; numbers are kept. */

const stopWords = new Set(
  (
    "a about above after again against all also although always am among an and another any are around as at be " +
    "because become becomes been before being below between both but by can cannot could did do does doing done " +
    "down due during each either else enough etc even ever every few first for from further get gets given gives " +
    "had has have having he hence her here hers him his how however i if in indeed instead into is it its itself " +
    "just last least less let like made make makes many may me might more most much must my near neither never " +
    "next no nor not nothing now of off often on once one only onto or other others our out over own per perhaps " +
    "quite rather same she should since so some still such than that the their them then there thereby therefore " +
    "these they this those though three through thus to together too toward towards two under until up upon us use " +
    "used uses using very via was we well were what when where whereas whether which while who whole whom whose why " +
    "will with within without would yet you your"
  ).split(" "),
);

const wordPattern = /[\p{L}\p{N}]+(?:[.,'’-][\p{L}\p{N}]+)*/gu;

/** A content term and the word it came from. */
export interface Term {
  readonly stem: string;
  readonly word: string;
}

/** The distinct content terms of a text, in order of first appearance. */
export function termsOf(text: string): Term[] {
  const seen = new Map<string, Term>();
  for (const [word] of text.matchAll(wordPattern)) {
    const lower = word.toLowerCase();
    if (stopWords.has(lower) || (lower.length < 2 && !/\d/.test(lower))) continue;
    const stem = stemOf(lower);
    if (!seen.has(stem)) seen.set(stem, { stem, word });
  }
  return [...seen.values()];
}

/** Strips the commonest English endings; enough to match an inflected repetition of the same word. */
export function stemOf(lowerCaseWord: string): string {
  let stem = lowerCaseWord.replace(/['’]s$/, "");
  if (/\d/.test(stem) || stem.length < 5) return stem.length === 4 ? stem.replace(/([^s])s$/, "$1") : stem;
  stem = stem
    .replace(/(ss|sh|ch|x|z)es$/, "$1")
    .replace(/ies$/, "y")
    .replace(/([^su])s$/, "$1");
  stem = stem.replace(/(ing|ed|ly)$/, (ending, _group, at) => (at >= 4 ? "" : ending));
  return stem.length >= 5 ? stem.replace(/e$/, "") : stem;
}

export function wordCount(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
