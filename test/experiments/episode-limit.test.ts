import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { searchAtMost } from "../../experiments/extent.js";
import { finishedRun } from "../../experiments/finished-run.js";
import { readRun, viewOf } from "../../experiments/loaded-run.js";
import { openRun } from "../../experiments/look/opened-run.js";
import { UsageError } from "../../foundation/errors.js";
import type { Observation } from "../../inner/trajectory.js";
import { StopRequest } from "../../models/stoppable.js";
import type { DecisionBody } from "../../outer/decisions.js";
import { mismatchesOfRun } from "./audit/finished-run.js";
import { ExperimentFolder, replayedDigest, runToEnd, type SmallExperiment } from "./small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

const concurrency = 2;

function limited(episodes: number | null, iterations = 40) {
  return (experiment: SmallExperiment): void => {
    experiment.splits = { train: 2, validation: 2, test: 1 };
    Object.assign(experiment, { task: "cloze", harness: "harness-baseline/cloze" });
    Object.assign(experiment.search, {
      policy: "efficient",
      iterations,
      minibatch: 1,
      concurrency,
      episodes,
    });
  };
}

const run = join(folder.path, "limited");
let digest = "";
let end = 0;

/** The iteration of every episode on training and validation documents of a search, its finalists left out. */
function searched(path: string): Observation[] {
  const history = readRun(path);
  const all = history.totals.observations();
  void history.close();
  return all.filter(({ purpose, split }) => split !== "test" && purpose !== "finalist");
}

beforeAll(async () => {
  digest = (await runToEnd(await folder.prepare("limited", limited(24)))).digest ?? "";
  const opened = openRun(run);
  end = opened.view.curve.iterations;
  await opened.history.close();
}, 120_000);

describe("a search with a limit on episodes", () => {
  it("ends when they are used up, and is at its end then", async () => {
    const history = readRun(run);
    const final = history.decisions.find(end + 1, "final")?.body as DecisionBody<"final">;
    expect(end).toBeLessThan(40);
    expect(final.usedUp?.limit).toBe(24);
    expect(final.usedUp?.spent).toBeGreaterThanOrEqual(24);
    const { curve, facts, definition } = viewOf(history);
    expect(curve.final).toBe(true);
    expect(facts.plannedIterations).toBe(end);
    const { length } = searched(run);
    expect(length).toBeGreaterThanOrEqual(24);
    expect(length).toBeLessThanOrEqual(searchAtMost(definition));
    await history.close();
    const again = finishedRun(await folder.prepare("limited", limited(24)));
    expect(again).not.toBeNull();
    await again?.close();
  });

  it("follows from its log, and is executed again to the same digest", async () => {
    expect(await mismatchesOfRun(run)).toEqual([]);
    expect(await replayedDigest(run, join(folder.path, "replayed"))).toBe(digest);
  });

  it("is what a search asked for so many iterations is, but for the words that say why it ended", async () => {
    await runToEnd(await folder.prepare("counted", limited(null, end)));
    const [one, other] = [readRun(run), readRun(join(folder.path, "counted"))];
    const decided = (history: typeof one) =>
      history.decisions
        .all()
        .map(({ iteration, kind, body }) => ({ iteration, kind, ...(body as object), usedUp: undefined }));
    const inOrder = (rows: ReturnType<typeof decided>) =>
      rows.sort((a, b) => a.iteration - b.iteration || a.kind.localeCompare(b.kind));
    expect(inOrder(decided(one))).toEqual(inOrder(decided(other)));
    await one.close();
    await other.close();
  });

  it("ends the same when it was stopped half-way", async () => {
    const stop = new StopRequest();
    let calls = 0;
    const onCall = () => {
      calls += 1;
      if (calls > 60) stop.request();
    };
    await runToEnd(await folder.prepare("stopped", limited(24)), { stop, onCall }).catch(() => {});
    expect((await runToEnd(await folder.prepare("stopped", limited(24)))).digest).toBe(digest);
  });

  it("goes on with more, keeps both ends, and refuses to end before what it has begun", async () => {
    const path = join(folder.path, "continued");
    await runToEnd(await folder.prepare("continued", limited(24)));
    const further = await runToEnd(await folder.prepare("continued", limited(36)));
    expect(searched(path).length).toBeGreaterThanOrEqual(36);
    expect(await mismatchesOfRun(path)).toEqual([]);
    expect(await replayedDigest(path, join(folder.path, "continued-again"))).toBe(further.digest);
    const fewer = runToEnd(await folder.prepare("continued", limited(12)));
    await expect(fewer).rejects.toThrow(UsageError);
    await expect(fewer).rejects.toThrow(
      /search\.episodes 12 ends this run after iteration \d+, and it has begun/,
    );
  });
});
