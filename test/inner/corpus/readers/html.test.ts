import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadFolder } from "../../../../inner/corpus/load-folder.js";
import { numberedWords } from "../documents.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "corpus-"));
  put("good.txt", `Title\n\n${words("good")}`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
const words = (prefix: string) => numberedWords(prefix, 90);
const page = (content: string, head = "") =>
  `<!doctype html><html><head><title>Page</title>${head}</head><body><article><p>${words("a")}</p>${content}<p>${words("z")}</p></article></body></html>`;

/** The text of a page between the words around it, and what is told of it. */
async function read(content: string | Uint8Array) {
  put("page.html", content);
  const { documents, notices } = await loadFolder(folder, { minWords: 10 });
  const text = documents.find(({ source }) => source === "page.html")?.text;
  return { inside: text?.slice(words("a").length, -words("z").length).trim(), notices };
}

test.each([
  ["its head", Buffer.from(page("<p>grün</p>", '<meta charset="iso-8859-1">'), "latin1")],
  [
    "its XML declaration",
    Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${page("<p>grün</p>")}`, "latin1"),
  ],
  ["its byte-order mark", Buffer.from(`\uFEFF${page("<p>grün</p>")}`, "utf16le")],
  ["its byte-order mark, whatever its head says", `\uFEFF${page("<p>grün</p>", '<meta charset="latin1">')}`],
  ["nothing that exists", page("<p>grün</p>", '<meta charset="nonsense">')],
])("a page is in the encoding of %s", async (_, content) => {
  expect(await read(content)).toEqual({ inside: "grün", notices: [] });
});

test("bytes that are not in the encoding are never replaced in silence", async () => {
  const { inside, notices } = await read(Buffer.from(page("<p>grün</p>"), "latin1"));
  expect(inside).toBeUndefined();
  expect(notices).toEqual(["page.html is not UTF-8 text; save it as UTF-8; left out"]);
});

test.each([
  ["<h1>Only content</h1>"],
  ["<!doctype html><title>Page</title>"],
  ["<html><head><title>Page</title></head>"],
])("a page that begins with %s is read", async (beginning) => {
  const { inside } = await read(`${beginning}<p>${words("a")}</p><p>inside</p><p>${words("z")}</p>`);
  expect(inside).toBe("inside");
});

test("characters come as they are, without the backslashes of Markdown", async () => {
  const { inside } = await read(page("<p>1. $a_b^*$ and snake_case_name, [1], `x` = #2 &lt;tag&gt;</p>"));
  expect(inside).toBe("1. $a_b^*$ and snake_case_name, [1], `x` = #2 <tag>");
});

test("rows of a table stay lines", async () => {
  const rows = "<tr><th>Name</th><th><p>Cost</p></th></tr><tr><td>read</td><td>5</td></tr>";
  const { inside } = await read(page(`<table>${rows}</table>`));
  expect(inside).toBe("| Name | Cost |\n| read | 5 |");
});

test("of figures the code stays, pictures go", async () => {
  const figure = "<figure><pre><code>let x = 1;</code></pre><figcaption>Listing</figcaption></figure>";
  const { inside } = await read(
    page(`${figure}<figure><img src="x" alt="y"><figcaption>Photo</figcaption></figure>`),
  );
  expect(inside).toContain("```\nlet x = 1;\n```");
  expect(inside).not.toContain("Photo");
});

test("a page of which little is taken for its article is told of", async () => {
  const aside = `<div class="sidebar"><p>${numberedWords("side", 900)}</p></div>`;
  const html = `<html><body>${aside}<main><p>${words("a")}</p><p>${words("z")}</p></main></body></html>`;
  expect((await read(html)).notices).toEqual([
    "page.html has an article of less than half of its words; look at its text before you use it; used",
  ]);
});

test("a page of elements in elements without end is left out", async () => {
  expect((await read(page("<b>".repeat(20_000)))).notices).toEqual([
    "page.html is nested more than 500 elements deep; left out",
  ]);
});
