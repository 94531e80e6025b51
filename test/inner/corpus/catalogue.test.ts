import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { RunStopped, UsageError } from "../../../foundation/errors.js";
import { catalogueFolder } from "../../../inner/corpus/catalogue.js";
import { loadFolder } from "../../../inner/corpus/load-folder.js";
import { temporaryFolder } from "../../population/temporary-folder.js";
import { numberedWords } from "./documents.js";

const options = { minWords: 10, maxCharacters: 60 };

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const files = {
  "b.txt": `Title B\n\n${numberedWords("b", 20)}`,
  "a/c.md": `# A title that is long enough to be kept as a part\n\n${numberedWords("c", 12)}`,
  "copy.md": `# Copy\n\n${numberedWords("b", 20)}`,
  "short.txt": "Title\n\ntoo short",
};

test("a catalogue has the documents and notices that a loaded corpus has, and reads their texts again", async () => {
  const folder = folderWith(files);
  const corpus = await loadFolder(folder, options);
  const catalogue = await catalogueFolder(folder, options);
  expect(catalogue.notices).toEqual(corpus.notices);
  expect(catalogue.documents.map((one) => catalogue.read(one))).toEqual(corpus.documents);
  const [first] = catalogue.documents;
  expect(first).not.toHaveProperty("text");
  expect(first?.totalCharacters).toBe(corpus.documents[0]?.text.length);
  expect(catalogue.documents.every(({ shownCharacters }) => shownCharacters <= 60)).toBe(true);
});

test("a document whose file changed, or went away, stops the run instead of passing for the old one", async () => {
  const folder = folderWith(files);
  const { documents, read } = await catalogueFolder(folder, options);
  const [nested, plain] = documents;
  if (nested === undefined || plain === undefined) throw new Error("documents are missing");
  writeFileSync(join(folder, "b.txt"), `Title B\n\n${numberedWords("changed", 20)}`);
  expect(() => read(plain)).toThrow(RunStopped);
  expect(() => read(plain)).toThrow(/b\.txt has another text than when this command began/);
  rmSync(join(folder, "a/c.md"));
  expect(() => read(nested)).toThrow(/c\.md cannot be read any more \(ENOENT\)/);
});

test("a folder without a usable document has no catalogue", async () => {
  await expect(catalogueFolder(folderWith({ "x.txt": "" }), options)).rejects.toThrow(UsageError);
});

test("texts that cannot be kept in the temporary folder are unusable input", async () => {
  const folder = folderWith({ "a.jsonl": JSON.stringify({ title: "A", text: numberedWords("a", 20) }) });
  vi.stubEnv("TMPDIR", join(folder, "none"));
  const reading = catalogueFolder(folder, options);
  await expect(reading).rejects.toThrow(UsageError);
  await expect(reading).rejects.toThrow(/none \(ENOENT\): set TMPDIR to a folder with room/);
  vi.unstubAllEnvs();
});
