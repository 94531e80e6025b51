import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readRun, viewOf } from "../../experiments/loaded-run.js";
import { RunStopped } from "../../foundation/errors.js";
import { StopRequest } from "../../models/stoppable.js";
import { selectSchema } from "../../outer/decisions.js";
import { emptyFolder, git, writeFiles } from "../population/candidates/git.js";
import { ExperimentFolder, runToEnd, smallExperiment } from "./small-experiment.js";

describe("a whole experiment on simulated models", () => {
  const folder = new ExperimentFolder();
  afterAll(() => folder.remove());

  const prepared = folder.prepare("reference");
  const reference = (async () => runToEnd(await prepared))();
  const referenceHistory = async () => {
    await reference;
    return readRun(join(folder.path, "reference"));
  };

  it("ends with a curve, a population in git, and a final test", async () => {
    const history = await referenceHistory();
    const { curve, digest } = viewOf(history);
    expect(curve.iterations).toBe(smallExperiment.search.iterations);
    expect(curve.final).toBe(true);
    expect(curve.test?.baseline.documents).toBe(smallExperiment.splits.test);
    expect(curve.facts.simulated).toBe("all");
    expect(digest).toBe((await reference).digest);
    expect(history.verifyChain()).toBeNull();
    const committed = history.candidates.all().length;
    await history.close();
    const repository = join(folder.path, "reference/population.git");
    const commits = await git(repository, ["log", "--all", "--format=%H"]);
    expect(commits.split("\n")).toHaveLength(committed);
    expect(await git(repository, ["log", "baseline", "--format=%s"])).toBe("Baseline harness");
    expect(await git(repository, ["tag"])).toContain("best");
    expect(await git(repository, ["fsck", "--strict"])).not.toMatch(/error|missing/);
  });

  it("shows its agents training documents only", async () => {
    const history = await referenceHistory();
    const titles = history.documents
      .all()
      .filter(({ split }) => split === "validation" || split === "test")
      .map(({ document }) => document.title);
    expect(titles).toHaveLength(smallExperiment.splits.validation + smallExperiment.splits.test);
    const asked = history.calls
      .keysUnder("iteration/")
      .map((key) => JSON.stringify(history.calls.readCall(key)?.request.messages))
      .join("\n");
    expect(asked.length).toBeGreaterThan(1000);
    for (const title of titles) expect(asked).not.toContain(title);
    await history.close();
  });

  it("stores diffs that apply cleanly to the baseline and give the committed trees", async () => {
    const history = await referenceHistory();
    const work = join(folder.path, "work");
    await git(folder.path, ["init", "-q", work]);
    for (const { diff, tree } of history.candidates.all()) {
      emptyFolder(work);
      writeFiles(work, (await prepared).baseline);
      writeFileSync(join(folder.path, "candidate.diff"), diff);
      if (diff !== "") await git(work, ["apply", "../candidate.diff"]);
      await git(work, ["add", "-A"]);
      expect(await git(work, ["write-tree"])).toBe(tree);
    }
    await history.close();
    rmSync(work, { recursive: true });
  });

  it("has the same history whatever the latency and however many requests run at once", async () => {
    const slowly = await folder.prepare("slow", (experiment) => {
      experiment.models = { defaults: { base_url: "simulated", concurrency: 2 } };
    });
    const slow = await runToEnd(slowly, { simulatedLatency: (call) => (call * 7919) % 5 });
    expect(slow.digest).toBe((await reference).digest);
  });

  it("draws other documents and other numbers under another seed", async () => {
    const other = await folder.prepare("other-seed", (experiment) => {
      experiment.seed += 1;
      experiment.search.iterations = 1;
    });
    const { digest } = await runToEnd(other);
    expect(digest).not.toBe((await reference).digest);
    const drawn = [await referenceHistory(), readRun(other.folder.path)].map((history) => ({
      documents: history.documents
        .all()
        .map(({ document, split, position }) => [document.id, split, position]),
      select: selectSchema.parse(history.decisions.find(1, "select")?.body).draw,
    }));
    expect(drawn[1]?.documents).not.toEqual(drawn[0]?.documents);
    expect(drawn[1]?.select).not.toBe(drawn[0]?.select);
  });

  it("stops on request and continues to the same history without asking a stored call again", async () => {
    const { asked, digest } = await reference;
    const stop = new StopRequest();
    let calls = 0;
    const onCall = () => {
      calls += 1;
      if (calls === Math.floor(asked / 2)) stop.request();
    };
    const first = runToEnd(await folder.prepare("stopped"), { stop, onCall });
    await expect(first).rejects.toThrow(RunStopped);
    const second = await runToEnd(await folder.prepare("stopped"));
    expect(second.digest).toBe(digest);
    expect(calls + second.asked).toBe(asked);
  });

  it("refuses to continue under settings that change results, naming them", async () => {
    await reference;
    const changed = await folder.prepare("reference", (experiment) => {
      experiment.search.minibatch = 3;
    });
    await expect(runToEnd(changed)).rejects.toThrow(/search\.minibatch/);
  });

  it("stops at a budget of calls, with nothing lost", async () => {
    const tight = await folder.prepare("budget", (experiment) => {
      Object.assign(experiment, { budget: { calls: 100 } });
    });
    await expect(runToEnd(tight)).rejects.toMatchObject({ name: "RunStopped", cause_: "budget" });
    const history = readRun(tight.folder.path);
    expect(history.totals.usage().total.calls).toBeLessThanOrEqual(100);
    expect(history.totals.usage().total.calls).toBeGreaterThan(90);
    await history.close();
  });
});
