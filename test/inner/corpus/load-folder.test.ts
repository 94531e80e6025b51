import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { UsageError } from "../../../foundation/errors.js";
import { loadFolder } from "../../../inner/corpus/load-folder.js";
import { readableTypes } from "../../../inner/corpus/readers/formats.js";
import { numberedWords } from "./documents.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "corpus-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

const long = (prefix: string) => numberedWords(prefix, 20);
const load = () => loadFolder(folder, { minWords: 10 });

test("text and Markdown files of all sub-folders become documents in the order of their paths", async () => {
  await put("b.txt", `Title B\n\n${long("b")}`);
  await put("a/deep/c.md", `# Title C\n\n${long("c")}`);
  await put("B.TXT", `Title Capital\n\n${long("capital")}`);
  const { documents, notices } = await load();
  expect(documents.map(({ title, source, words }) => [title, source, words])).toEqual([
    ["Title Capital", "B.TXT", 20],
    ["Title C", "a/deep/c.md", 20],
    ["Title B", "b.txt", 20],
  ]);
  expect(notices).toEqual([]);
});

test("a document's id comes from its normalised text alone", async () => {
  await put("one.txt", `Title\r\n\r\n${long("x")}\r\n`);
  const first = (await load()).documents[0];
  await rm(join(folder, "one.txt"));
  await put("two.md", `\uFEFF# Another title\n\n${long("x")}`);
  const second = (await load()).documents[0];
  expect(second?.id).toBe(first?.id);
  expect(first?.contentHash.startsWith(first.id)).toBe(true);
  expect(first?.id).toHaveLength(16);
});

test("every file that cannot serve gets one line, and the rest proceeds", async () => {
  await put("good.txt", `Title\n\n${long("g")}`);
  await put("empty.txt", "");
  await put("blank.txt", " \n\n\t");
  await put("nul.txt", `Title\n\n${long("n")}\u0000`);
  await put("control.txt", `Title\n\n${long("k")}${"\u0001".repeat(9)}`);
  await put("latin.txt", Buffer.from(`Titel\n\n${long("l")} gr\u00fcn`, "latin1"));
  await put("wide.txt", Buffer.from(`\uFEFFTitle\n\n${long("w")}`, "utf16le"));
  await put("short.txt", "Title\n\nOne two three.");
  await put("copy.md", `# Other title\n\n${long("g").replaceAll(" ", "\n")}`);
  await symlink(join(folder, "nowhere"), join(folder, "broken.txt"));
  const { documents, notices } = await load();
  expect(documents.map(({ source }) => source)).toEqual(["copy.md"]);
  expect(notices).toEqual([
    "blank.txt is empty; left out",
    "broken.txt cannot be read (ENOENT); left out",
    "control.txt is binary, not text; left out",
    "empty.txt is empty; left out",
    "good.txt has the same text as copy.md; left out",
    "latin.txt is not UTF-8 text; save it as UTF-8; left out",
    "nul.txt is binary, not text; left out",
    "short.txt has 3 words, fewer than 10; left out",
    "wide.txt is UTF-16 text; save it as UTF-8; left out",
  ]);
});

test("equal names with different texts are different documents", async () => {
  await put("a/same.txt", `Title\n\n${long("a")}`);
  await put("b/same.txt", `Title\n\n${long("b")}`);
  expect((await load()).documents).toHaveLength(2);
});

test("files about the folder and other types are summed up in a line each; hidden ones are passed over", async () => {
  await put("doc.txt", `Title\n\n${long("d")}`);
  await put("README.md", `# About\n\n${long("r")}`);
  await put("sub/LICENSE.txt", `Licence\n\n${long("i")}`);
  await put("manifest.csv", "a,b");
  await put("one.docx", "x");
  await put("two.docx", "x");
  await put("Makefile", "x");
  await put(".hidden.txt", `Title\n\n${long("h")}`);
  await put(".git/x.txt", `Title\n\n${long("h")}`);
  const { documents, notices } = await load();
  expect(documents).toHaveLength(1);
  expect(notices).toEqual([
    "README.md, manifest.csv, sub/LICENSE.txt: about the folder, not a document; left out",
    `3 files (.docx 2, no extension 1): not ${readableTypes}; left out`,
  ]);
});

test("a document that merely has such a word in its name stays", async () => {
  await put("readme-driven-development.md", `# Title\n\n${long("d")}`);
  expect((await load()).documents).toHaveLength(1);
});

test("a link back to a folder above ends", async () => {
  await put("sub/doc.txt", `Title\n\n${long("d")}`);
  await symlink(folder, join(folder, "sub", "up"));
  expect((await load()).documents).toHaveLength(1);
});

test("a document of a megabyte is loaded whole", async () => {
  await put("big.txt", `Title\n\n${numberedWords("word", 120_000)}`);
  expect((await load()).documents[0]?.words).toBe(120_000);
});

test("a file too large for one document is named before it is read", async () => {
  await put("doc.txt", `Title\n\n${long("d")}`);
  await put("huge.txt", "");
  await truncate(join(folder, "huge.txt"), 3 * 2 ** 30);
  await put("huge.pdf", "");
  await truncate(join(folder, "huge.pdf"), 3 * 2 ** 30);
  const { documents, notices } = await load();
  expect(documents).toHaveLength(1);
  expect(notices).toEqual([
    "huge.pdf is larger than 256 MiB; divide it; left out",
    "huge.txt is larger than 64 MiB; divide it; left out",
  ]);
});

test("a link to what is no file is named", async () => {
  await put("doc.txt", `Title\n\n${long("d")}`);
  await symlink("/dev/null", join(folder, "null.txt"));
  expect((await load()).notices).toEqual(["null.txt cannot be read (neither a file nor a folder); left out"]);
});

test("a title longer than any is cut where a character ends", async () => {
  const title = `${"t".repeat(999)}😀 and so on`;
  await put("a.jsonl", JSON.stringify({ title, text: long("d") }));
  expect((await load()).documents[0]?.title).toBe(`${"t".repeat(999)}…`);
});

test("a missing folder, a file and an empty folder are refused by name", async () => {
  await expect(loadFolder(join(folder, "none"), { minWords: 1 })).rejects.toThrow(
    new UsageError(
      `corpus folder ${join(folder, "none")} does not exist; name a folder of documents (${readableTypes}), or a file of JSON lines`,
    ),
  );
  await put("f.txt", "x");
  await expect(loadFolder(join(folder, "f.txt"), { minWords: 1 })).rejects.toThrow("is a file, not a folder");
  await rm(join(folder, "f.txt"));
  await expect(load()).rejects.toThrow(`corpus folder ${folder} is empty`);
});

test("a folder without a usable document is refused with what was found there", async () => {
  await put("a.txt", "Title\n\nToo short.");
  await put("b.docx", "x");
  await expect(load()).rejects.toThrow(
    new UsageError(
      `corpus folder ${folder} has no usable document (${readableTypes}). Found:\n` +
        "  a.txt has 2 words, fewer than 10; left out\n" +
        `  1 file (.docx 1): not ${readableTypes}; left out`,
    ),
  );
});
