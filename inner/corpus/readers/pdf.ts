import { readFile } from "node:fs/promises";
import type { Found, Reader } from "./reader.js";

/** Fewer characters a page mean that the pages are pictures. */
const fewestPerPage = 60;
/** Longer words on average mean that the spaces between them are lost. */
const longestMeanWord = 12;
/** A larger share of characters that stand for unknown glyphs means that the fonts cannot be read. */
const mostUnknown = 0.01;

/** The text of a PDF page by page, with a warning where it was not taken out well. */
export const readPdf: Reader = async function* (path, source) {
  const bytes = await readFile(path);
  const { extractText, getDocumentProxy, getMeta } = await import("unpdf");
  try {
    const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    const { text: pages } = await extractText(document, { mergePages: false });
    const { info } = await getMeta(document);
    yield judged(source, pages, typeof info?.["Title"] === "string" ? info["Title"].trim() : "");
    await document.destroy();
  } catch (error) {
    yield { source, problem: problemOf(error) };
  }
};

function problemOf(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return name === "PasswordException"
    ? "is encrypted; save it without a password"
    : `is no PDF that can be read (${message})`;
}

function judged(source: string, pages: readonly string[], declared: string): Found {
  const text = unhyphenated(pages.join("\n\n"));
  const letters = text.replace(/\s/g, "").length;
  if (letters < fewestPerPage * pages.length) {
    return { source, problem: "has hardly any text: its pages are pictures; recognise the text first (OCR)" };
  }
  const unknown = (text.match(/[\uFFFD\uE000-\uF8FF]/g) ?? []).length / letters;
  if (unknown > 0.2)
    return { source, problem: "has fonts whose characters cannot be read; recognise the text first (OCR)" };
  const meanWord = letters / Math.max(1, text.split(/\s+/).length);
  const warning =
    unknown > mostUnknown
      ? "has characters that could not be read; look at its text before you use it"
      : meanWord > longestMeanWord
        ? "seems to have lost the spaces between words; look at its text before you use it"
        : null;
  return { source, text, title: isTitle(declared) ? declared : null, ...(warning !== null && { warning }) };
}

/**
 * Words that were divided at the end of a line are joined. The hyphen of a compound stays, where the document has it with
 * a hyphen elsewhere and without one nowhere, or where it has more hyphens.
 */
function unhyphenated(text: string): string {
  const words = new Set(text.toLowerCase().match(/\p{L}[\p{L}-]*/gu));
  return text.replace(/([\p{L}-]{0,60}\p{Ll})([-\u00AD\u2010])\n(\p{Ll}+)/gu, (_, before, hyphen, after) => {
    const [compound, whole] = [`${before}-${after}`.toLowerCase(), `${before}${after}`.toLowerCase()];
    const isCompound = /-.*-/.test(before) || (words.has(compound) && !words.has(whole));
    return hyphen !== "\u00AD" && isCompound ? `${before}-${after}` : `${before}${after}`;
  });
}

/** Programs write the name of the source file into the title, or their own. */
const isTitle = (declared: string) =>
  declared.length >= 4 && !/\.(docx?|tex|dvi|pdf|indd)$|^(untitled|microsoft word|paper)\b/i.test(declared);
