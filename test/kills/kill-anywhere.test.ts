import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readRun, viewOf } from "../../experiments/loaded-run.js";
import type { Stage } from "../../foundation/stages.js";
import { RecordingServer } from "../experiments/recording-server.js";
import {
  ExperimentFolder,
  runToEnd,
  servedModels,
  smallExperiment,
} from "../experiments/small-experiment.js";
import { git } from "../population/candidates/git.js";
import { toFirstFormat } from "./first-format.js";
import { KilledRun } from "./killed-run.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

/** Stage, its n-th time, microseconds into it, and whether its children die too. */
const kills: readonly (readonly [Stage, number, number, boolean])[] = [
  ["migration", 2, 0, true],
  ["commit", 2, 100, true],
  ["git write", 1, 3000, false],
  ["git write", 1, 1500, true],
  ["call", 40, 500, true],
  ["call", 1, 0, true],
  ["commit", 30, 50, true],
  ["migration", 1, 100, true],
  ["decision", 8, 0, true],
  ["call", 150, 300, true],
  ["git write", 2, 2000, false],
  ["report", 1, 100, true],
  ["report", 1, 0, true],
];

describe("a run that is killed again and again, in every stage", () => {
  it("ends with the history of one that never was, and asks nothing again that was stored", async () => {
    const { digest, asked } = await runToEnd(await folder.prepare("whole"));
    const server = await RecordingServer.start(smallExperiment.corpus.path);
    try {
      await folder.prepare("killed", (experiment) => {
        experiment.models = servedModels(server.url);
      });
      const run = new KilledRun(server, folder.fileOf("killed"), join(folder.path, "killed"));
      await run.killedAfter(500);
      let inFlight = 0;
      const landed = new Map<Stage, number>();
      for (const [stage, occurrence, afterMicroseconds, withChildren] of kills) {
        if (stage === "migration" && landed.has("call")) toFirstFormat(join(run.out, "history.sqlite"));
        const kill = await run.killedIn({ stage, occurrence, afterMicroseconds, withChildren });
        expect(kill.landing, stage).not.toBe("before");
        inFlight += kill.inFlight;
        if (kill.landing === "within") landed.set(stage, (landed.get(stage) ?? 0) + 1);
      }
      expect(await run.toEnd()).toBe(0);
      expect(run.askedAgain).toEqual([]);
      expect(run.repeated).toBeLessThanOrEqual(inFlight);
      const history = readRun(run.out);
      expect(viewOf(history).digest).toBe(digest);
      expect(history.digest()).toBe(digest);
      expect(history.totals.usage().total.calls).toBe(asked);
      expect(history.verifyChain()).toBeNull();
      await history.close();
      expect(await git(join(run.out, "population.git"), ["fsck", "--strict"])).not.toMatch(/error|missing/);
      for (const stage of ["call", "git write", "decision"] as const) {
        expect(landed.get(stage), stage).toBeGreaterThan(0);
      }
    } finally {
      await server.close();
    }
  }, 180_000);
});
