import fc from "fast-check";
import { expect, test } from "vitest";
import { applyDiff, changedFiles, changeSize, unifiedDiff } from "../../../population/candidates/diff.js";
import { temporaryFolder } from "../temporary-folder.js";
import { anyEditOf, anyFiles } from "./any-files.js";
import { emptyFolder, filesIn, git, writeFiles } from "./git.js";

const edited = anyFiles.chain((from) => fc.tuple(fc.constant(from), anyEditOf(from)));
const unrelated = fc.tuple(anyFiles, anyFiles);

/** Paths are compared as they come: neither side may be inside the other's file. */
const applies = ([from, to]: readonly [ReadonlyMap<string, string>, ReadonlyMap<string, string>]) =>
  ![...from.keys()].some((a) => [...to.keys()].some((b) => a.startsWith(`${b}/`) || b.startsWith(`${a}/`)));

test("git applies the diff cleanly and arrives at the new files", async () => {
  const folder = temporaryFolder();
  await git(folder, ["init", "--quiet"]);
  const arrives = fc.asyncProperty(fc.oneof(edited, unrelated).filter(applies), async ([from, to]) => {
    emptyFolder(folder);
    writeFiles(folder, from);
    const diff = unifiedDiff(from, to);
    if (diff !== "") await git(folder, ["apply", "--whitespace=nowarn"], diff);
    expect([...filesIn(folder)]).toEqual([...to].sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  await fc.assert(arrives, { numRuns: 120 });
}, 60_000);

test("applying a diff arrives at the new files without git", () => {
  const arrives = fc.property(fc.oneof(edited, unrelated).filter(applies), ([from, to]) => {
    const sorted = [...to].sort(([a], [b]) => (a < b ? -1 : 1));
    expect([...applyDiff(from, unifiedDiff(from, to))]).toEqual(sorted);
  });
  fc.assert(arrives, { numRuns: 500 });
});

test("a diff of other files is refused, naming the file", () => {
  const diff = unifiedDiff(new Map([["a.md", "one\n"]]), new Map([["a.md", "two\n"]]));
  expect(() => applyDiff(new Map([["a.md", "three\n"]]), diff)).toThrow("a.md");
  expect(() => applyDiff(new Map(), diff)).toThrow("a.md");
});

test("the size of a change is what git counts", async () => {
  const folder = temporaryFolder();
  await git(folder, ["init", "--quiet"]);
  const counted = fc.asyncProperty(edited, async ([from, to]) => {
    const diff = unifiedDiff(from, to);
    const numbers = diff === "" ? "" : await git(folder, ["apply", "--numstat", "-z"], diff);
    const lines = numbers.split("\0").map((line) => line.split("\t"));
    const sum = (column: number) => lines.reduce((total, line) => total + Number(line[column] || 0), 0);
    expect(changeSize(from, to)).toEqual({ added: sum(0), removed: sum(1) });
  });
  await fc.assert(counted, { numRuns: 60 });
}, 60_000);

test("nothing changed is an empty diff", () => {
  fc.assert(
    fc.property(anyFiles, (files) => {
      expect(unifiedDiff(files, new Map(files))).toBe("");
      expect(changeSize(files, files)).toEqual({ added: 0, removed: 0 });
    }),
  );
});

test("a diff reads as git's own: edited, new and deleted files, and the missing newline", () => {
  const from = new Map([
    ["gone.md", "old\n"],
    ["prompts/main.md", "one\ntwo\nthree\nfour\nfive"],
  ]);
  const to = new Map([
    ["empty.md", ""],
    ["new file.md", "new\n"],
    ["prompts/main.md", "one\ntwo\nthree\nfour\nsix\n"],
  ]);
  expect(unifiedDiff(from, to)).toBe(
    [
      "diff --git a/empty.md b/empty.md",
      "new file mode 100644",
      "diff --git a/gone.md b/gone.md",
      "deleted file mode 100644",
      "--- a/gone.md",
      "+++ /dev/null",
      "@@ -1,1 +0,0 @@",
      "-old",
      "diff --git a/new file.md b/new file.md",
      "new file mode 100644",
      "--- /dev/null",
      "+++ b/new file.md",
      "@@ -0,0 +1,1 @@",
      "+new",
      "diff --git a/prompts/main.md b/prompts/main.md",
      "--- a/prompts/main.md",
      "+++ b/prompts/main.md",
      "@@ -2,4 +2,4 @@",
      " two",
      " three",
      " four",
      "-five",
      "\\ No newline at end of file",
      "+six",
      "",
    ].join("\n"),
  );
  expect(changeSize(from, to)).toEqual({ added: 2, removed: 2 });
  expect(changedFiles(from, to)).toEqual(["empty.md", "gone.md", "new file.md", "prompts/main.md"]);
});
