import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openRun } from "../../experiments/look/opened-run.js";
import { RunStopped } from "../../foundation/errors.js";
import { StopRequest } from "../../models/stoppable.js";
import { criterionOf } from "../../outer/batches.js";
import { mismatchesOfRun } from "./audit/finished-run.js";
import {
  ExperimentFolder,
  replayedDigest,
  runToEnd,
  type SmallExperiment,
  tiny,
} from "./small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

function underPresets(experiment: SmallExperiment): void {
  tiny(experiment);
  Object.assign(experiment.search, { iterations: 1, final_presets: ["prose", "blog_strict"] });
}

it("baseline and best are run under each preset in episodes of their own, resumably, and all of it follows from the log", async () => {
  const run = join(folder.path, "criteria");
  const stop = new StopRequest();
  let tests = 0;
  const stopped = runToEnd(await folder.prepare("criteria", underPresets), {
    stop,
    onEvent: (event) => {
      if (event.kind === "testing") tests += 1;
      if (event.kind === "episode" && event.phase === "criteria") stop.request();
    },
  });
  await expect(stopped).rejects.toThrow(RunStopped);
  expect(tests).toBe(2);
  const ended = await runToEnd(await folder.prepare("criteria", underPresets));
  expect(ended.reused).toBeGreaterThan(0);

  const { history, view } = openRun(run);
  const episodes = history.totals.observations().filter(({ purpose }) => purpose === "criterion");
  const candidates = new Set(history.candidates.all().map(({ tree }) => tree));
  expect(episodes.every((one) => one.split === "test" && candidates.has(one.candidate))).toBe(true);
  expect(new Set(episodes.map(criterionOf))).toEqual(new Set([0, 1]));
  expect(view.curve.criteria.map(({ rule }) => rule)).toEqual([
    "prose, referee paper",
    "blog_strict, referee paper",
  ]);
  await history.close();
  expect(await mismatchesOfRun(run)).toEqual([]);
  expect(await replayedDigest(run, join(folder.path, "again"))).toBe(ended.digest);
}, 240_000);

it("a preset that the task lacks is refused before anything is written", async () => {
  const prepared = folder.prepare("unknown", (experiment) => {
    Object.assign(experiment.search, { final_presets: ["best"] });
  });
  await expect(prepared).rejects.toThrow(
    /^search\.final_presets: there is no preset best; choose deployed, deployed_all_zero, prose, blog_strict/,
  );
});
