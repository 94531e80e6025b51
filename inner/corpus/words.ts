const han = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}";
const counted = new RegExp(`[${han}]|[\\p{L}\\p{N}\\p{M}]+(?:['’-][\\p{L}\\p{N}\\p{M}]+)*`, "gu");
const compared = new RegExp(`[${han}]|[\\p{L}\\p{N}\\p{M}]+`, "gu");
/** Soft hyphens, zero-width characters and word joiners: invisible, and so never part of a word. */
const invisible = /\u00AD|\u200B|\u200C|\u200D|\u2060|\uFEFF/g;

/** Number of words as a reader counts them; Chinese and Japanese characters count one each. */
export function countWords(text: string): number {
  let count = 0;
  while (counted.test(text)) count += 1;
  return count;
}

/**
 * The words of a text for comparing passages: compatibility forms unified, invisible characters and all
 * punctuation ignored. Upper and lower case are kept; compare them folded.
 */
export function wordsOf(text: string): readonly string[] {
  return text.replace(invisible, "").normalize("NFKC").match(compared) ?? [];
}
