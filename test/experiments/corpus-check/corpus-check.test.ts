import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkCorpus } from "../../../experiments/corpus-check/check-corpus.js";
import { changesSince, writeManifest } from "../../../experiments/corpus-check/corpus-manifest.js";
import { corpusScreen } from "../../../experiments/corpus-check/corpus-screen.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "corpus-"));
  cpSync("corpus/computer-science-notes", folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const options = { minWords: 80, maxCharacters: 3000 };
const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const twin = "raft-log-repair-and-leader-change.md";

describe("checking a corpus", () => {
  it("tells lengths, cuts, languages, near-duplicates and what is left out", async () => {
    put(
      "zz-french.txt",
      `Titre\n\n${"Le chat regarde les oiseaux dans le jardin pendant que la pluie tombe. ".repeat(12)}`,
    );
    put("zz-short.txt", "Title\n\nToo short.");
    put("zz-twin.md", readFileSync(join(folder, twin), "utf8").replace("the", "some"));
    const check = await checkCorpus(folder, options);
    expect(check.documents).toHaveLength(50);
    expect(check.documents.filter(({ language }) => language !== "eng").map(({ source }) => source)).toEqual([
      "zz-french.txt",
    ]);
    expect(check.nearDuplicates).toMatchObject([{ first: twin, second: "zz-twin.md" }]);
    const screen = corpusScreen(check, 2, null);
    expect(screen).toMatch(/: 50 documents of at least 80 words\n/);
    expect(screen).toMatch(
      /Cut to at most 3,000 characters where a section ends: 49 documents\n.*\n.*\n {2}and 47 more \(--limit\)/,
    );
    expect(screen).toMatch(/Languages {2}eng 49, fra 1\n {2}zz-french\.txt: fr/);
    expect(screen).toContain("zz-short.txt has 2 words, fewer than 80; left out");
    expect(screen).toContain("Licences   not said");
  });

  it.each([
    ["manifest.json", JSON.stringify([{ file: twin, licence: "CC0" }])],
    ["manifest.jsonl", `${JSON.stringify({ source: `notes/${twin}`, license: "CC0" })}\n`],
    ["manifest.csv", `id,licence\n${twin.replace(".md", "")},"CC0"\n`],
  ])("reads licences from %s", async (name, content) => {
    put(name, content);
    const { documents, notices } = await checkCorpus(folder, options);
    expect(documents.filter(({ licence }) => licence === "CC0").map(({ source }) => source)).toEqual([twin]);
    expect(notices).toEqual([`${name}: about the folder, not a document; left out`]);
  });

  it("passes over what in a manifest says nothing, and knows the licence of a file of many documents", async () => {
    put("papers.jsonl", JSON.stringify({ title: "T", text: "one two three ".repeat(40) }));
    put("manifest.json", JSON.stringify([null, 5, "x", { file: "papers.jsonl", licence: "CC0" }]));
    const { documents } = await checkCorpus(folder, options);
    expect(documents.filter(({ licence }) => licence === "CC0").map(({ source }) => source)).toEqual([
      "papers.jsonl#1",
    ]);
  });

  it("writes over no manifest of others", async () => {
    const check = await checkCorpus(folder, options);
    const path = join(folder, "manifest.json");
    writeManifest(path, check);
    writeManifest(path, check);
    put("manifest.json", "[]");
    expect(() => writeManifest(path, check)).toThrow(/was not written by this command: name another file/);
    expect(readFileSync(path, "utf8")).toBe("[]");
  });

  it("refuses a manifest that cannot be read, by name", async () => {
    put("manifest.json", "{");
    await expect(checkCorpus(folder, options)).rejects.toThrow(/manifest\.json cannot be read/);
  });

  it("finds what changed since its manifest was written", async () => {
    const path = join(folder, "corpus.json");
    writeManifest(path, await checkCorpus(folder, options));
    expect(changesSince(path, await checkCorpus(folder, options))).toEqual({
      added: [],
      changed: [],
      gone: [],
    });
    put("zz-new.txt", `Title\n\n${"one two three ".repeat(40)}`);
    put(twin, `${readFileSync(join(folder, twin), "utf8")}\nMore.`);
    rmSync(join(folder, "mutation-testing.md"));
    expect(changesSince(path, await checkCorpus(folder, options))).toEqual({
      added: ["zz-new.txt"],
      changed: [twin],
      gone: ["mutation-testing.md"],
    });
    expect(() => changesSince(join(folder, twin), { documents: [] } as never)).toThrow(/is no manifest/);
  });
});
