import { wordCount } from "./terms.js";

const shortest = 8;
const longest = 60;
const abbreviation =
  /\b(?:e\.g|i\.e|etc|al|fig|figs|eq|eqs|sec|cf|vs|no|dr|mr|ms|mrs|prof|st|u\.s|v|inc|approx|resp)\.$/i;
const sentenceEnd = /(?<=[.!?]["”’)\]]*)\s+(?=["“‘([]?[\p{Lu}\p{N}])/u;

/** All pieces between sentence ends of one paragraph. */
export function piecesOf(paragraph: string): string[] {
  const pieces: string[] = [];
  let open = "";
  for (const piece of paragraph.split(sentenceEnd)) {
    open = open === "" ? piece : `${open} ${piece}`;
    if (abbreviation.test(open)) continue;
    pieces.push(open);
    open = "";
  }
  if (open !== "") pieces.push(open);
  return pieces;
}

/** The statements of a document: sentences of 8 to 60 words; headings, fragments and lists of names fall away. */
export function statementsOf(text: string): string[] {
  return paragraphsOf(text)
    .flatMap(piecesOf)
    .map((sentence) => sentence.trim())
    .filter((sentence) => {
      const words = wordCount(sentence);
      return words >= shortest && words <= longest && /[.!?]["”’)\]]*$/.test(sentence);
    });
}

/** Paragraphs and list entries, each on one line; headings stand alone. */
export function paragraphsOf(text: string): string[] {
  return text
    .replace(/^[ \t]*(?:[-*•]|\d+[.)])[ \t]+/gm, "\n\n")
    .replace(/^#{1,6}[ \t]+(.*)$/gm, "\n\n$1\n\n")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "");
}
