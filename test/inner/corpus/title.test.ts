import { expect, test } from "vitest";
import { splitTitle } from "../../../inner/corpus/title.js";

test("a plain text's first line is its title", () => {
  expect(splitTitle("On Trees\n\nA tree is a graph.", "x.txt")).toEqual({
    title: "On Trees",
    body: "A tree is a graph.",
  });
});

test("a plain text of one line keeps it and takes the file's name as title", () => {
  expect(splitTitle("Only one line.", "notes/on-binary_trees.txt")).toEqual({
    title: "on binary trees",
    body: "Only one line.",
  });
});

test("a first line as long as a paragraph is text, not a title", () => {
  const text = `${"word ".repeat(60).trim()}\nmore`;
  expect(splitTitle(text, "long.txt")).toEqual({ title: "long", body: text });
});

test.each(["# On Trees", "### On Trees ##", "# **On Trees**", "On Trees\n====="])(
  "Markdown's first heading is the title and leaves the text: %j",
  (heading) => {
    expect(splitTitle(`Preamble.\n\n${heading}\n\nBody.`, "x.md")).toEqual({
      title: "On Trees",
      body: "Preamble.\n\nBody.",
    });
  },
);

test("only the first heading goes", () => {
  expect(splitTitle("# A\n\n## B\n\nBody.", "x.MD").body).toBe("## B\n\nBody.");
});

test("a heading inside a code fence is no title", () => {
  const text = "```sh\n# not a title\n```\n\n## Title\n\nBody.";
  expect(splitTitle(text, "x.md").title).toBe("Title");
});

test("front matter is dropped, and a first-level heading wins over its title", () => {
  const text = '---\ntitle: "From the matter"\ndate: 2024-01-01\n---\n# From the text\n\nBody.';
  expect(splitTitle(text, "x.md")).toEqual({ title: "From the text", body: "Body." });
});

test("the title in front matter wins over a section's heading, which stays", () => {
  const text = "---\ntitle: 'Declared'\n---\n## Introduction\n\nBody.";
  expect(splitTitle(text, "x.md")).toEqual({ title: "Declared", body: "## Introduction\n\nBody." });
});

test("a rule between paragraphs is not front matter", () => {
  const text = "---\nSome words here\n---\n\nBody.";
  expect(splitTitle(text, "plain-rule.md")).toEqual({ title: "plain rule", body: text });
});

test("Markdown that is only a heading keeps it as text", () => {
  expect(splitTitle("# Alone", "x.md")).toEqual({ title: "Alone", body: "# Alone" });
});
