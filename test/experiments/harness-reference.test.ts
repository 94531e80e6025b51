import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseHarnessReference, resolveHarness } from "../../experiments/harness-reference.js";
import { readRun } from "../../experiments/loaded-run.js";
import { UsageError } from "../../foundation/errors.js";
import { openCandidateStore } from "../../population/candidates/git-candidate-store.js";
import { treeHash } from "../../population/candidates/tree-hash.js";
import { RecordedRun } from "./look/recorded.js";

const run = new RecordedRun();
beforeAll(() => run.unpack());
afterAll(() => run.remove());

describe("a harness reference", () => {
  it.each([
    ["runs/a", "runs/a", null],
    ["runs/a:best", "runs/a", "best"],
    ["runs/a:5d43de", "runs/a", "5d43de"],
    ["runs/a/history.sqlite:baseline", "runs/a/history.sqlite", "baseline"],
    ["C:\\runs\\a", "C:\\runs\\a", null],
    ["C:\\runs\\a:best", "C:\\runs\\a", "best"],
    ["odd:name/", "odd:name/", null],
    ["odd:name:best", "odd:name", "best"],
  ])("%s is read as path and candidate", (text, path, candidate) => {
    expect(parseHarnessReference(text)).toEqual({ path, candidate });
  });

  it.each(["", ":best", "runs/a:"])("%j is refused", (text) => {
    expect(() => parseHarnessReference(text)).toThrow(UsageError);
  });

  it("leads to every committed candidate, with the files that git holds", async () => {
    const history = readRun(run.path);
    const store = await openCandidateStore(join(run.path, "population.git"));
    try {
      const candidates = history.candidates.all();
      expect(candidates.length).toBeGreaterThan(1);
      for (const { tree, commit } of candidates) {
        const found = await resolveHarness(`${run.path}:${tree.slice(0, 12)}`);
        expect(found.tree).toBe(tree);
        expect(found.commit).toBe(commit);
        expect([...found.files]).toEqual([...(await store.read(commit))]);
        expect((await resolveHarness(found.name)).tree).toBe(tree);
      }
    } finally {
      await store.close();
      await history.close();
    }
  });

  it("without a candidate means the best of a run, and a folder's own files", async () => {
    const best = await resolveHarness(run.path);
    expect(best).toEqual(await resolveHarness(`${run.path}:best`));
    const folder = join(run.folder, "harness");
    for (const [path, text] of best.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const found = await resolveHarness(folder);
    expect(found).toEqual({ name: folder, tree: treeHash(best.files), commit: null, files: best.files });
  });

  it.each([
    ["a path where nothing is", "nowhere", /nowhere is neither a run nor a harness folder/],
    ["a run that is none", "nowhere:best", /nowhere is not a run folder/],
  ])("to %s is refused with what to write", async (_, text, sentence) => {
    await expect(resolveHarness(text)).rejects.toThrow(sentence);
    await expect(resolveHarness(text)).rejects.toThrow(UsageError);
  });
});
