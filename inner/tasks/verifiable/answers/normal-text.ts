/**
 * Text of an answer, so that two ways to write the same words become the same string. Case is folded only in
 * words such as "Klein" (SO(3) and so(3) differ, as do N and n), accents only in words, articles only before words.
 */
export function normalText(plain: string): string {
  return plain
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/[‘’ʼ`]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\p{L}[\p{L}\p{M}]{2,}/gu, foldedWord)
    .replace(/(?<![\p{L}\p{N}])(?:the|an?)\s+(?=\p{L}{3})/giu, "")
    .replace(/(?<=\p{L}{3})-(?=\p{L}{3})/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/ ?([^\p{L}\p{N}\s'"]) ?/gu, "$1")
    .replace(/[.;,!]+$/, "")
    .trim();
}

function foldedWord(word: string): string {
  const bare = word.normalize("NFD").replace(/\p{M}/gu, "");
  return /^\p{Lu}\p{Ll}+$/u.test(bare) ? bare.toLowerCase() : bare;
}
