import { readFile } from "node:fs/promises";
import { countWords } from "../words.js";
import { foundText } from "./found-text.js";
import { decodedHtml } from "./html-encoding.js";
import { markdownOf } from "./html-markdown.js";
import type { Reader } from "./reader.js";

/** Deeper pages are attacks; browsers stop at 512. */
const deepest = 500;
/** Where the article has a smaller share of the page's words, something may have been taken for navigation. */
const leastShare = 0.5;

/** The article of a web page, without navigation and scripts, as Markdown. */
export const readHtml: Reader = async function* (path, source) {
  const [bytes, { parseHTML }, { Readability }] = await Promise.all([
    readFile(path),
    import("linkedom"),
    import("@mozilla/readability"),
  ]);
  const html = decodedHtml(bytes);
  if ("problem" in html) {
    yield { source, problem: html.problem };
    return;
  }
  const { document } = parseHTML(withBody(html.text));
  if (depthOf(document.documentElement) > deepest) {
    yield { source, problem: `is nested more than ${deepest} elements deep` };
    return;
  }
  const pageTitle = document.querySelector("title")?.textContent?.trim() ?? "";
  for (const silent of document.querySelectorAll("script, style, noscript, template, body title")) {
    silent.remove();
  }
  const words = countWords(document.body.textContent ?? "");
  const article = new Readability(document).parse();
  if (article?.content == null || article.content === "") {
    yield { source, problem: "holds no article" };
    return;
  }
  const text = await markdownOf(article.content);
  const warning =
    countWords(text) < leastShare * words
      ? "has an article of less than half of its words; look at its text before you use it"
      : undefined;
  yield foundText({ source, text, title: article.title?.trim() || pageTitle || null, warning });
};

/** A page may leave out the tags around its content, but the parser needs them. */
function withBody(html: string): string {
  if (/<html[\s>]/i.test(html) && /<body[\s>]/i.test(html)) return html;
  const content = html.replace(/<!doctype[^>]*>|<\?xml[^>]*>|<\/?(?:html|head|body)(?:\s[^>]*)?>/gi, "");
  return `<!doctype html><html><head></head><body>${content}</body></html>`;
}

interface Element {
  readonly firstElementChild: Element | null;
  readonly nextElementSibling: Element | null;
  readonly parentElement: Element | null;
}

/** Elements below the root on the longest way down. */
function depthOf(root: Element): number {
  let deepestSeen = 0;
  let depth = 0;
  for (let at: Element | null = root; at !== null; ) {
    if (at.firstElementChild !== null) {
      at = at.firstElementChild;
      depth += 1;
      deepestSeen = Math.max(deepestSeen, depth);
      continue;
    }
    while (at !== null && at !== root && at.nextElementSibling === null) {
      at = at.parentElement;
      depth -= 1;
    }
    at = at === root ? null : (at?.nextElementSibling ?? null);
  }
  return deepestSeen;
}
