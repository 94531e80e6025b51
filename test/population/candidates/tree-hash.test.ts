import fc from "fast-check";
import { expect, test } from "vitest";
import { treeHash } from "../../../population/candidates/tree-hash.js";
import { temporaryFolder } from "../temporary-folder.js";
import { anyFiles } from "./any-files.js";
import { emptyFolder, git, writeFiles } from "./git.js";

test("the hash is the one that git gives to the same files", async () => {
  const folder = temporaryFolder();
  await git(folder, ["init", "--quiet"]);
  const sameAsGit = fc.asyncProperty(anyFiles, async (files) => {
    emptyFolder(folder);
    writeFiles(folder, files);
    await git(folder, ["add", "--all"]);
    expect(treeHash(files)).toBe(await git(folder, ["write-tree"]));
  });
  await fc.assert(sameAsGit, { numRuns: 60 });
}, 60_000);

test("no files are git's empty tree", () => {
  expect(treeHash(new Map())).toBe("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
});

test("the order in which files are listed does not matter", () => {
  fc.assert(
    fc.property(anyFiles, (files) => {
      expect(treeHash(new Map([...files].reverse()))).toBe(treeHash(files));
    }),
  );
});

test.each(["", "/a", "a//b", "a/", ".", "../a", "a/../b", ".git/config", "a/.GIT/b", "a\0b"])(
  "a path that git cannot hold is refused: %j",
  (path) => {
    expect(() => treeHash(new Map([[path, ""]]))).toThrow("git cannot store the path");
  },
);

test("a path that is both a file and a folder is refused, whichever comes first", () => {
  const file = ["lib", "text"] as const;
  const within = ["lib/a.ts", "text"] as const;
  expect(() => treeHash(new Map([file, within]))).toThrow("lib/a.ts");
  expect(() => treeHash(new Map([within, file]))).toThrow('"lib"');
});
