import { readFile } from "node:fs/promises";
import type { Reader } from "./reader.js";

/** The article of a web page, without navigation and scripts, as Markdown. */
export const readHtml: Reader = async function* (path, source) {
  const [bytes, { parseHTML }, { Readability }, { default: TurndownService }] = await Promise.all([
    readFile(path),
    import("linkedom"),
    import("@mozilla/readability"),
    import("turndown"),
  ]);
  const { document } = parseHTML(decoded(bytes));
  const pageTitle = document.querySelector("title")?.textContent?.trim() ?? "";
  const article = new Readability(document).parse();
  if (article?.content == null || article.content === "") {
    yield { source, problem: "holds no article" };
    return;
  }
  const markdown = new TurndownService({ headingStyle: "atx", codeBlockStyle: "fenced" })
    .remove(["script", "style", "figure", "iframe"])
    .addRule("links are their words", { filter: "a", replacement: (words) => words })
    .addRule("no pictures", { filter: "img", replacement: () => "" });
  yield {
    source,
    text: markdown.turndown(article.content),
    title: article.title?.trim() || pageTitle || null,
  };
};

/** A page says in its head how it is encoded; UTF-8 where it does not or where nobody knows what it says. */
function decoded(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  const named = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(named).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
