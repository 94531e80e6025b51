import type { Document, ShownDocument } from "./document.js";
import { type Break, breaksBefore } from "./sections.js";

/**
 * What a model is shown of a document: all of it, or its beginning. The beginning ends where a section ends;
 * where no section ends between half of `maxCharacters` and all of it, at a paragraph, else at a sentence, else
 * between words, else anywhere but within a character. Lengths are in UTF-16 units and never above
 * `maxCharacters`.
 */
export function showDocument(document: Document, maxCharacters: number): ShownDocument {
  const { id, title } = document;
  const text = beginning(document.text, maxCharacters);
  return { id, title, text, shownCharacters: text.length, totalCharacters: document.text.length };
}

function beginning(text: string, max: number): string {
  if (text.length <= max) return text;
  const least = Math.ceil(max / 2);
  const breaks = breaksBefore(text, max).filter((place) => place.end >= least);
  const end =
    lastOf(breaks, "section") ??
    lastOf(breaks, "paragraph") ??
    lastMatch(/[.!?]["'”’)\]]*(?=\s)/g, text, least, max) ??
    lastMatch(/\S(?=\s)/g, text, least, max) ??
    characterBoundary(text, max);
  return text.slice(0, end);
}

function lastOf(breaks: readonly Break[], kind: Break["kind"]): number | undefined {
  return breaks.findLast((place) => place.kind === kind)?.end;
}

/** End of the last match that ends between `least` and `max`. */
function lastMatch(pattern: RegExp, text: string, least: number, max: number): number | undefined {
  const ends = [...text.slice(0, max + 1).matchAll(pattern)].map((match) => match.index + match[0].length);
  return ends.findLast((end) => end >= least && end <= max);
}

function characterBoundary(text: string, max: number): number {
  const next = text.charCodeAt(max);
  const splitsPair = next >= 0xdc00 && next <= 0xdfff && isHighSurrogate(text.charCodeAt(max - 1));
  return splitsPair ? max - 1 : max;
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
