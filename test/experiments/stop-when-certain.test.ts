import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readRun } from "../../experiments/loaded-run.js";
import { eventText } from "../../outer/render/event-text.js";
import { mismatchesOfRun } from "./audit/finished-run.js";
import { ExperimentFolder, replayedDigest, runToEnd, tiny } from "./small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

let digest = "";
beforeAll(async () => {
  const prepared = await folder.prepare("stopping", (experiment) => {
    tiny(experiment);
    experiment.referee = "strict";
    Object.assign(experiment, { inner: { retest: 1 }, evaluation: { stop_when_certain: true } });
    Object.assign(experiment.limits, { rounds: 8 });
  });
  digest = (await runToEnd(prepared)).digest;
}, 120_000);

const run = join(folder.path, "stopping");

it("a run that leaves attempts out follows from its log, and is executed again to the same digest", async () => {
  expect(await mismatchesOfRun(run)).toEqual([]);
  expect(await replayedDigest(run, join(folder.path, "replayed"))).toBe(digest);
});

it("records which attempts were left out, of rejected examples only, and shows it", async () => {
  const history = readRun(run);
  try {
    let stopped = 0;
    for (const { event } of history.episodes.eventsOf(["stage"])) {
      if (event.kind !== "stage") continue;
      const left = event.notRun ?? [];
      if (event.measured) expect(event.attempts.length + left.length).toBe(3);
      if (left.length === 0) continue;
      stopped += 1;
      expect(event.passed).toBe(false);
      expect(eventText(event, { characters: 200, more: "" })).toMatch(
        /^NOT_RUN: (weak|strong) attempts? \d/m,
      );
    }
    expect(stopped).toBeGreaterThan(0);
  } finally {
    await history.close();
  }
});
