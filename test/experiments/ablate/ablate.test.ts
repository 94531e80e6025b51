import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ablation, MeasuredSmaller } from "../../../experiments/ablate/ablate.js";
import { ablationPlanScreen, planOf } from "../../../experiments/ablate/ablation-plan.js";
import { ablationScreen } from "../../../experiments/ablate/ablation-screen.js";
import {
  type GuardedRemoval,
  guardRemovals,
  type PreparedAblation,
} from "../../../experiments/ablate/prepare-ablation.js";
import { testSentence, validationSentence } from "../../../experiments/ablate/sentences.js";
import { writeAblated, writeTest } from "../../../experiments/ablate/write-ablated.js";
import { auditRun } from "../../../experiments/audit/audit-run.js";
import { resolveHarness } from "../../../experiments/harness-reference.js";
import { familyScreen } from "../../../experiments/lineage/family-screen.js";
import { type SearchedRun, searchedRun } from "../../../experiments/lineage/searched-run.js";
import { readRun } from "../../../experiments/loaded-run.js";
import { candidateScreen } from "../../../experiments/look/candidate-screen.js";
import { candidateView } from "../../../experiments/look/candidate-view.js";
import { openRun } from "../../../experiments/look/opened-run.js";
import { openPopulation } from "../../../experiments/population.js";
import { runExperiment } from "../../../experiments/run-experiment.js";
import { runFolderAt } from "../../../experiments/run-folder.js";
import { systemClock } from "../../../foundation/clock.js";
import { RunStopped } from "../../../foundation/errors.js";
import { StopRequest } from "../../../models/stoppable.js";
import { git } from "../../population/candidates/git.js";
import { quiet } from "../small-experiment.js";
import { AblationScene } from "./ablation-scene.js";

const scene = new AblationScene();
let run: string;
beforeAll(async () => {
  run = await scene.run();
});
afterAll(() => scene.folder.remove());

async function digestOf(run: string): Promise<string> {
  const history = readRun(run);
  const digest = history.digest();
  await history.close();
  return digest;
}

function searched(path: string): SearchedRun {
  const history = readRun(path);
  const read = searchedRun(path, history);
  void history.close();
  return read;
}

async function mismatches(run: string) {
  const { history, population } = runFolderAt(run);
  return (await auditRun({ history, population, processes: 0 })).report.mismatches;
}

describe("an ablation of a run's best candidate", () => {
  let before: string;
  let prepared: PreparedAblation;
  let guarded: GuardedRemoval[];
  let measured: Ablation;
  /** Calls that a model answered: until it was stopped, from there to the end, and when it was made again. */
  let asked: number[];

  beforeAll(async () => {
    before = await digestOf(run);
    prepared = await scene.prepare(run);
    guarded = await guardRemovals(prepared, systemClock);
    expect(existsSync(prepared.experiment.folder.path)).toBe(false);
    const stop = new StopRequest();
    let calls = 0;
    const onCall = () => {
      calls += 1;
      if (calls === 100) stop.request();
    };
    await expect(scene.ablate(prepared, guarded, {}, { stop, onCall })).rejects.toThrow(RunStopped);
    const rest = await scene.ablate(prepared, guarded);
    const again = await scene.ablate(prepared, guarded);
    measured = rest;
    expect(again.rows.map(({ effect }) => effect)).toEqual(rest.rows.map(({ effect }) => effect));
    asked = [calls, rest.asked, again.asked];
  });

  it("says beforehand what it takes", () => {
    const plan = planOf(prepared, guarded, { repeats: 2, write: true });
    expect(plan).toMatchObject({ episodes: 3 * 10 * 2, ofSmaller: 10 * 2, onTest: 2 * 2 * 2 });
    const how = { repeats: 2, write: false, dryRun: true };
    const screen = ablationPlanScreen(prepared, guarded, how, scene.folder.path);
    expect(screen).toContain("the best candidate of");
    expect(screen).toContain(
      "2 edits from the baseline · simulated models: not a result about any real model",
    );
    expect(screen).toMatch(/iteration 1 \([0-9a-f]{6}\) Challenger told .*: comes off\n/);
    expect(screen).toContain("60 episodes, 20 more for a smaller harness");
  });

  it("measures it with all edits and without each in fresh episodes on the same documents", () => {
    const { candidate, rows } = measured;
    expect(candidate.map(({ purpose, split }) => `${purpose} ${split}`)).toEqual(
      Array(10).fill("ablate validation"),
    );
    expect(rows.map(({ effect }) => effect?.effect.documents)).toEqual([10, 10]);
  });

  it("says of every edit whether it was shown to carry anything", () => {
    const verdicts = measured.rows.map(({ removal, effect }) => [
      removal.edit.entry.summary,
      effect?.verdict,
    ]);
    expect(verdicts).toEqual([
      ["Challenger told to reply with strict JSON", "no effect shown"],
      ["Challenger asked for sentences that are specific to the document", "likely carries weight"],
    ]);
  });

  it("measures what is left without all hitchhikers, and looks at no test document unless it is written", () => {
    const { smaller } = measured;
    const removed = smaller?.removed.map(({ entry }) => entry.iteration);
    expect(removed).toEqual([1]);
    expect(smaller).toMatchObject({ putBack: [], findings: [], test: null });
    expect(smaller?.validation?.difference.documents).toBe(10);
    const left = smaller?.files.get("prompts/challenger.md") ?? "";
    expect(left).not.toBe(prepared.edits.at(-1)?.after.get("prompts/challenger.md"));
    const history = readRun(prepared.experiment.folder.path);
    expect(history.totals.observations().filter(({ split }) => split === "test")).toEqual([]);
    void history.close();
  });

  it("asks nothing twice, whether it was stopped or is made again", async () => {
    const history = readRun(prepared.experiment.folder.path);
    const kept = history.calls.count();
    await history.close();
    const [first = 0, second = 0, third] = asked;
    expect(first).toBeGreaterThanOrEqual(100);
    expect(first + second).toBe(kept);
    expect(third).toBe(0);
  });

  it("leaves the run as it was: its digest, and all that an audit looks at", async () => {
    expect(await digestOf(run)).toBe(before);
    expect(await mismatches(run)).toEqual([]);
  });

  it("shows effects with their intervals, and what looking at several means", () => {
    const screen = ablationScreen(measured, prepared, { written: [] });
    expect(screen).toMatch(/likely carries weight +Challenger asked for sentences/);
    expect(screen).toContain("corrected by Holm for 2 edits");
    expect(screen).toContain("in about 10 of 100 such tables");
    expect(screen).toMatch(/Smaller harness [0-9a-f]{6}: [0-9a-f]{6} without 1 edit of 2/);
  });
});

describe("a smaller harness that is written down", () => {
  let copy: string;
  let before: string;
  let number: number | null;
  let measured: Ablation;
  let name: string;

  beforeAll(async () => {
    copy = await scene.run();
    before = await digestOf(copy);
    const prepared = await scene.prepare(copy, { out: join(scene.folder.path, "written") });
    const guarded = prepared.removals.map((removal) => ({ removal, findings: [] }));
    const surroundings = { clock: systemClock, onNotice: () => {} };
    const write = async (smaller: MeasuredSmaller) => {
      expect(smaller.test).toBeNull();
      const said = validationSentence(smaller, prepared, 1);
      const first = await writeAblated(prepared, smaller, said, surroundings);
      expect(await writeAblated(prepared, smaller, said, surroundings)).toEqual(first);
      ({ number, name } = first);
    };
    measured = await scene.ablate(prepared, guarded, { write });
    if (number !== null && measured.smaller !== null) {
      await writeTest(prepared, number, testSentence(measured.smaller, prepared, 1), systemClock);
    }
  });

  const population = () => runFolderAt(copy).population;
  const refs = () => git(population(), ["for-each-ref"]);

  it("is a commit under a ref of its own, whose parent is the candidate", async () => {
    expect(number).toBe(1);
    const shown = await git(population(), ["log", "-1", "--format=%T %s", "refs/heads/ablated/000001"]);
    expect(shown).toMatch(
      new RegExp(`^${measured.smaller?.tree} [0-9a-f]{6} without Challenger told to reply with strict JSON$`),
    );
    const { best } = searched(copy).named;
    const parent = await git(population(), ["log", "-1", "--format=%T", "refs/heads/ablated/000001^"]);
    expect(parent).toBe(best);
  });

  it("is looked at on test documents then, and these episodes are observations with their own purpose", () => {
    expect(measured.smaller?.test?.difference.documents).toBe(2);
    const history = readRun(join(scene.folder.path, "written"));
    const onTest = history.totals.observations().filter(({ split }) => split === "test");
    void history.close();
    expect(onTest.map(({ purpose }) => purpose)).toEqual(Array(4).fill("ablate"));
  });

  it("changes neither the run's digest nor its best, and an audit knows it", async () => {
    expect(await digestOf(copy)).toBe(before);
    expect(searched(copy).named.best).toBe(searched(run).named.best);
    expect(await mismatches(copy)).toEqual([]);
  });

  it("stands in the lineage below the candidate, is shown, and is found as a harness", async () => {
    const { family, view } = searched(copy);
    const screen = familyScreen(family, view.curve, { run: copy, all: false, members: false });
    expect(screen).toMatch(new RegExp(`◇ ${name} +ablation 1 .*without Challenger told`));
    expect(screen).toContain("◇ written by ablate, no member");
    const opened = openRun(copy);
    const shown = candidateScreen(candidateView(opened, name), copy, false);
    void opened.history.close();
    expect(shown).toContain("ablated, from");
    expect(shown).toMatch(/Written by ablate: \w+ without the edits of iteration 1\. Fresh validation \d+ %/);
    expect(shown).toMatch(/Test \d+ % against/);
    expect((await resolveHarness(`${copy}:${name}`)).tree).toBe(measured.smaller?.tree);
  });

  it("is written again where the population is lost", async () => {
    const known = await refs();
    rmSync(population(), { recursive: true });
    const history = readRun(copy);
    const store = await openPopulation(population(), history, () => {});
    await store.close();
    await history.close();
    expect(await refs()).toBe(known);
  });

  it("is told of by an audit when it was changed", async () => {
    await git(population(), ["update-ref", "refs/heads/ablated/000001", "refs/heads/baseline"]);
    const places = (await mismatches(copy)).map(({ place }) => place);
    expect(places).toEqual(["git refs/heads/ablated/000001"]);
  });
});

it("an ablation of a baseline has no edit to take back", async () => {
  expect(await scene.prepare(run, { candidate: "baseline" })).toMatchObject({ edits: [], removals: [] });
});

it("an ablation of a run that has not come to its end says so", async () => {
  const copy = await scene.run();
  const longer = await scene.longer(copy);
  const stop = new StopRequest();
  stop.request();
  await expect(runExperiment(longer, { ...quiet(), stop })).rejects.toThrow(RunStopped);
  const prepared = await scene.prepare(copy);
  const how = { repeats: 1, write: false, dryRun: true };
  const screen = ablationPlanScreen(prepared, [], how, scene.folder.path);
  expect(screen).toContain("has not come to its end: its best candidate may be another one later");
});
