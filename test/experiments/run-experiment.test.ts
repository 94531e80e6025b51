import { execFileSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { readRun, viewOf } from "../../experiments/loaded-run.js";
import { systemClock } from "../../foundation/clock.js";
import { RunStopped } from "../../foundation/errors.js";
import { loadFolder } from "../../inner/corpus/load-folder.js";
import { startSimulatedServer } from "../../models/simulated/http-server.js";
import { createSimulatedModels } from "../../models/simulated/simulated-models.js";
import { StopRequest } from "../../models/stoppable.js";
import { ExperimentFolder, runToEnd, smallExperiment } from "./small-experiment.js";

describe("a whole experiment on simulated models", () => {
  const folder = new ExperimentFolder();
  afterAll(() => folder.remove());

  const reference = (async () => runToEnd(await folder.prepare("reference")))();

  it("ends with a curve, a population in git, and a final test", async () => {
    await reference;
    const history = readRun(`${folder.path}/reference`);
    const { curve, digest } = viewOf(history);
    expect(curve.iterations).toBe(smallExperiment.search.iterations);
    expect(curve.final).toBe(true);
    expect(curve.test?.baseline.documents).toBe(smallExperiment.splits.test);
    expect(curve.facts.simulated).toBe("all");
    expect(digest).toBe((await reference).digest);
    expect(history.verifyChain()).toBeNull();
    const committed = history.candidates.all().length;
    await history.close();
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", `${folder.path}/reference/population.git`, ...args], { encoding: "utf8" });
    expect(git("log", "--all", "--format=%H").trim().split("\n")).toHaveLength(committed);
    expect(git("log", "baseline", "--format=%s").trim()).toBe("Baseline harness");
    expect(git("tag").split("\n")).toContain("best");
    expect(git("fsck", "--strict")).not.toMatch(/error|missing/);
  });

  it("has the same history whatever the latency and however many requests run at once", async () => {
    const prepared = await folder.prepare("slow", (experiment) => {
      experiment.models = { defaults: { base_url: "simulated", concurrency: 2 } };
    });
    const slow = await runToEnd(prepared, { simulatedLatency: (call) => (call * 7919) % 5 });
    expect(slow.digest).toBe((await reference).digest);
  });

  it("has the same history over HTTP", async () => {
    const { documents } = await loadFolder(smallExperiment.corpus.path, { minWords: 80 });
    const server = await startSimulatedServer(createSimulatedModels({ documents }), {
      port: 0,
      clock: systemClock,
    });
    try {
      const prepared = await folder.prepare("http", (experiment) => {
        const seats = [
          "main",
          "challenger",
          "verifier",
          "weak",
          "strong",
          "judge",
          "analyzer",
          "implementer",
        ];
        experiment.models = {
          defaults: { base_url: server.url },
          ...Object.fromEntries(seats.map((seat) => [seat, { model: `simulated-${seat}` }])),
        };
      });
      expect((await runToEnd(prepared)).digest).toBe((await reference).digest);
    } finally {
      await server.close();
    }
  });

  it("depends on the seed", async () => {
    const other = await runToEnd(
      await folder.prepare("other-seed", (experiment) => {
        experiment.seed = 8;
      }),
    );
    expect(other.digest).not.toBe((await reference).digest);
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
    const prepared = await folder.prepare("budget", (experiment) => {
      Object.assign(experiment, { budget: { calls: 100 } });
    });
    await expect(runToEnd(prepared)).rejects.toMatchObject({ name: "RunStopped", cause_: "budget" });
    const history = readRun(prepared.folder.path);
    expect(history.totals.usage().total.calls).toBeLessThanOrEqual(100);
    expect(history.totals.usage().total.calls).toBeGreaterThan(90);
    await history.close();
  });
});
