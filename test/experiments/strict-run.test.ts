import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readRun, viewOf } from "../../experiments/loaded-run.js";
import { refusalLines, refusalsOf } from "../../experiments/report/refusals.js";
import { indexCopiedText } from "../../inner/corpus/copied-text.js";
import { loadFolder } from "../../inner/corpus/load-folder.js";
import { mismatchesOfRun } from "./audit/finished-run.js";
import { ExperimentFolder, replayedDigest, runToEnd, smallExperiment } from "./small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

let digest = "";
beforeAll(async () => {
  const ended = await runToEnd(
    await folder.prepare("strict", (experiment) => {
      experiment.referee = "strict";
      Object.assign(experiment, { inner: { retest: 2 } });
      Object.assign(experiment.limits, { rounds: 8 });
    }),
  );
  digest = ended.digest ?? "";
}, 120_000);

const run = join(folder.path, "strict");

it("a run under a strict referee, with fresh attempts, follows from its log", async () => {
  expect(await mismatchesOfRun(run)).toEqual([]);
});

it("and is executed again to the same digest", async () => {
  expect(await replayedDigest(run, join(folder.path, "replayed"))).toBe(digest);
});

it("shows analyzer and implementer nothing of a validation or test document, by all their logged requests", async () => {
  const history = readRun(run);
  try {
    const { documents } = await loadFolder(smallExperiment.corpus.path, { minWords: 80 });
    const exam = history.documents.all().filter(({ split }) => split === "validation" || split === "test");
    const secret = documents.filter(({ id }) => exam.some(({ document }) => document.id === id));
    expect(secret).toHaveLength(exam.length);
    const { copiedPassage } = indexCopiedText(secret);
    const keys = history.calls.keysUnder("iteration/");
    expect(keys.length).toBeGreaterThan(10);
    for (const key of keys) {
      const asked = JSON.stringify(history.calls.readCall(key)?.request.messages);
      expect(copiedPassage(asked)).toBeNull();
      for (const { id, title } of secret) {
        expect(asked).not.toContain(id);
        expect(asked).not.toContain(title);
      }
    }
  } finally {
    await history.close();
  }
});

it("tells what was refused, by rule and candidate, and keeps what the paper's referee would have accepted", async () => {
  const history = readRun(run);
  try {
    const refusals = refusalsOf(history);
    expect(refusals.map(({ rule }) => rule)).toContain("polarity");
    for (const { count, candidates } of refusals) {
      expect(candidates.reduce((sum, one) => sum + one.count, 0)).toBe(count);
    }
    const lines = refusalLines(refusals, (tree) => tree?.slice(0, 6) ?? "-");
    expect(lines[0]).toMatch(/^ {2}\S+ +\d+ {2}by the (?:referee|guard): /);
    expect(viewOf(history).facts.acceptance).toBe("deployed, referee strict");
    let examined = 0;
    let retested = 0;
    for (const { event } of history.episodes.eventsOf(["verdict", "retested"])) {
      if (event.kind === "retested") {
        retested += 1;
        expect(event.attempts).toHaveLength(4);
      }
      if (event.kind !== "verdict" || event.examination === undefined) continue;
      examined += 1;
      expect(event.shadow["referee paper"]?.decision).toBe("accepted");
    }
    expect(examined).toBeGreaterThan(0);
    expect(retested).toBeGreaterThan(0);
  } finally {
    await history.close();
  }
});
