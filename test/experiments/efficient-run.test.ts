import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readRun } from "../../experiments/loaded-run.js";
import { openRun } from "../../experiments/look/opened-run.js";
import { compareCandidates } from "../../experiments/pairing/compare-candidates.js";
import { comparisonScreen } from "../../experiments/pairing/comparison-screen.js";
import { preparePairing } from "../../experiments/pairing/prepare-pairing.js";
import { stoppedEarly } from "../../experiments/report/stopped-early.js";
import { whatIf } from "../../experiments/whatif/what-if.js";
import { StopRequest } from "../../models/stoppable.js";
import type { DecisionBody } from "../../outer/decisions.js";
import { acceptanceRule } from "../../outer/policies/acceptance-rules.js";
import { mismatchesOfRun } from "./audit/finished-run.js";
import { ExperimentFolder, replayedDigest, runToEnd, type SmallExperiment } from "./small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

function efficient(experiment: SmallExperiment): void {
  experiment.splits = { train: 2, validation: 4, test: 1 };
  Object.assign(experiment.search, { policy: "efficient", iterations: 5, minibatch: 1 });
}

let digest = "";
beforeAll(async () => {
  const ended = await runToEnd(await folder.prepare("whole", efficient));
  digest = ended.digest ?? "";
}, 120_000);

const run = join(folder.path, "whole");

it("a run that spends its episodes sparingly follows from its log", async () => {
  expect(await mismatchesOfRun(run)).toEqual([]);
});

it("is what it was when it is decided anew by its own rule", async () => {
  const opened = openRun(run);
  const { rules, ran } = whatIf(opened, [acceptanceRule("efficient")], []);
  expect(rules).toEqual([ran]);
  expect(ran.curve).toBe(opened.view.curve);
  expect(ran.turns.map(({ accept }) => accept)).toEqual(
    ran.turns.map(({ iteration }) => opened.history.decisions.find(iteration, "accept")?.body ?? null),
  );
  await opened.history.close();
});

it("is executed again to the same digest", async () => {
  expect(await replayedDigest(run, join(folder.path, "replayed"))).toBe(digest);
});

it("ends the same when it was stopped half-way", async () => {
  const stop = new StopRequest();
  let calls = 0;
  const prepared = await folder.prepare("stopped", efficient);
  const stopping = runToEnd(prepared, {
    stop,
    onCall: () => {
      calls += 1;
      if (calls > 150) stop.request();
    },
  });
  await stopping.catch(() => {});
  const ended = await runToEnd(await folder.prepare("stopped", efficient));
  expect(ended.digest).toBe(digest);
});

it("runs fewer episodes on validation documents than two for each document and iteration, and rejects early", async () => {
  const history = readRun(run);
  try {
    const validation = history.totals.observations().filter(({ purpose }) => purpose === "validate");
    expect(validation.length).toBeLessThan(5 * 2 * 4);
    const because = history.decisions
      .all()
      .filter(({ kind }) => kind === "accept")
      .map(({ body }) => (body as { because: string }).because);
    expect(because.some((text) => text.includes("cannot exceed"))).toBe(true);
  } finally {
    await history.close();
  }
});

it("a mutant that was stopped early is compared with the words that say so", async () => {
  const opened = openRun(run);
  const stopped = opened.history.candidates.all().find(({ iteration }) => {
    const body = opened.history.decisions.find(iteration, "outcome")?.body;
    return body !== undefined && stoppedEarly(body as DecisionBody<"outcome">);
  });
  await opened.history.close();
  const names = ["baseline", stopped?.tree ?? ""];
  const prepared = await preparePairing(
    names.map((candidate) => ({ path: run, candidate })),
    folder.path,
  );
  if ("same" in prepared) throw new Error(prepared.same);
  const compared = compareCandidates(prepared, { split: "validation", fresh: null });
  expect(compared.stoppedEarly).toEqual([prepared.contestants[1]?.name]);
  expect(comparisonScreen(compared, [run], { diff: false, colours: false })).toContain(
    `${compared.stoppedEarly[0]}: stopped after a few documents`,
  );
  await prepared.close();
});

function withFinalists(experiment: SmallExperiment): void {
  experiment.splits = { train: 3, validation: 2, test: 1 };
  Object.assign(experiment, { task: "cloze", seed: 4 });
  Object.assign(experiment.search, { policy: "efficient", iterations: 10, minibatch: 3 });
}

it("runs a few members afresh before the final choice; that too follows from its log and is executed again", async () => {
  const ended = await runToEnd(await folder.prepare("finalists", withFinalists));
  const path = join(folder.path, "finalists");
  const history = readRun(path);
  try {
    const fresh = history.totals.observations().filter(({ purpose }) => purpose === "finalist");
    const final = history.decisions.find(11, "final")?.body as DecisionBody<"final">;
    const planned = (final.finalists ?? []).flatMap(({ candidate, fresh: times }) =>
      Array(times * 2).fill(candidate),
    );
    expect(planned.length).toBeGreaterThan(0);
    expect(fresh.map(({ candidate }) => candidate).sort()).toEqual(planned.sort());
  } finally {
    await history.close();
  }
  expect(await mismatchesOfRun(path)).toEqual([]);
  expect(await replayedDigest(path, join(folder.path, "finalists-again"))).toBe(ended.digest);
});
