import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alikeAndUnfinished } from "../../../experiments/family/alike-members.js";
import { familyStatus } from "../../../experiments/family/family-status.js";
import { familyTerminal } from "../../../experiments/family/family-terminal.js";
import { familyText } from "../../../experiments/family/family-text.js";
import { prepareFamily } from "../../../experiments/family/prepare-family.js";
import { type FamilyView, readFamily, writeFamilyCurves } from "../../../experiments/family/read-family.js";
import { besideOthers, type MemberEvent, runFamily } from "../../../experiments/family/run-family.js";
import { readRun, viewOf } from "../../../experiments/loaded-run.js";
import { type PrepareOptions, prepareExperiment } from "../../../experiments/prepare.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import { StopRequest } from "../../../models/stoppable.js";
import {
  ExperimentFolder,
  projectFolder,
  quiet,
  runToEnd,
  smallExperiment,
  tiny,
} from "../small-experiment.js";

/** A budget that the first member leaves a part of and the second uses up. */
const firstBudget = 240;

const folder = new ExperimentFolder();
const options: PrepareOptions = {
  projectFolder,
  workingFolder: folder.path,
  environment: fixedEnvironment({}),
};
const famFolder = join(folder.path, "runs/fam");

/** Two policies with two seeds each, as small as can be, around a workflow that asks little. */
function write(change: Record<string, unknown> = {}): string {
  const experiment = structuredClone(smallExperiment);
  tiny(experiment);
  const search = { ...experiment.search, concurrency: 1, final_test_repeats: 1 };
  const harness = join(projectFolder, "harness-baseline/cs-research-scripted");
  const { seed: _seed, ...rest } = experiment;
  const matrix = { seed: [5, 6], "search.policy": ["paper", "efficient"] };
  const file = join(folder.path, "fam.yaml");
  writeFileSync(
    file,
    JSON.stringify({ ...rest, name: "fam", harness, limits: { rounds: 2 }, search, matrix, ...change }),
  );
  return file;
}

interface Sitting {
  readonly events: MemberEvent[];
  readonly error: unknown;
  readonly asked: number;
}

async function sitting(given: string, overrides: PrepareOptions["overrides"] = {}): Promise<Sitting> {
  const family = await prepareFamily(given, { ...options, overrides });
  const events: MemberEvent[] = [];
  let asked = 0;
  const error = await runFamily(family, {
    stop: new StopRequest(),
    onMember: (event) => events.push(event),
    surroundings: () => ({
      ...quiet(),
      onCall: ({ source }) => {
        if (source === "model") asked += 1;
      },
    }),
  }).then(
    () => null,
    (reason: unknown) => reason,
  );
  return { events, error, asked };
}

const states = ({ events }: Sitting) => events.map(({ arm, state }) => `${arm.name} ${state}`);

const groups = async (given: string) =>
  (await alikeAndUnfinished((await prepareFamily(given, options)).members)).map((members) =>
    members.map(({ arm }) => arm.name),
  );

let first: Sitting;
let second: Sitting;
let family: FamilyView;

beforeAll(async () => {
  first = await sitting(write(), { budgetCalls: firstBudget });
  second = await sitting(famFolder, { budgetCalls: 1_000_000 });
  family = readFamily(famFolder);
}, 300_000);
afterAll(() => folder.remove());

describe("a family of runs", () => {
  test("stops where the budget of all its members is used up", () => {
    expect(first.error).toMatchObject({ name: "RunStopped", cause_: "budget" });
    expect(first.asked).toBeLessThanOrEqual(firstBudget);
    expect(first.asked).toBeGreaterThan(firstBudget - 20);
    expect(states(first)).toContain("paper-5 finished");
    expect(states(first).at(-1)).toMatch(/ running$/);
  });

  test("goes on from its folder alone, without asking anything twice", () => {
    expect(second.error).toBeNull();
    expect(states(second).slice(-2)).toEqual(["efficient-6 running", "efficient-6 finished"]);
    const calls = family.members.map(({ view }) => view?.spent.calls ?? 0);
    expect(first.asked + second.asked).toBe(calls.reduce((sum, one) => sum + one, 0));
  });

  test("has members that are the runs which their settings make alone, also one that was stopped", async () => {
    const file = join(folder.path, "alone.yaml");
    const { matrix: _matrix, ...one } = JSON.parse(readFileSync(write(), "utf8"));
    writeFileSync(file, JSON.stringify({ ...one, seed: 5, search: { ...one.search, policy: "efficient" } }));
    const alone = await runToEnd(
      await prepareExperiment(file, { ...options, out: join(folder.path, "alone") }),
    );
    const history = readRun(join(famFolder, "efficient-5"));
    expect(viewOf(history).digest).toBe(alone.digest);
    await history.close();
  }, 60_000);

  test("is estimated by one pilot for members that differ in seed and search, and for none that is finished", async () => {
    expect(await groups(famFolder)).toEqual([]);
    const matrix = { seed: [5, 6], "evaluation.attempts": [2, 3], "search.policy": ["paper", "efficient"] };
    const attempts = await groups(write({ name: "other", matrix }));
    expect(attempts.map((names) => names.length)).toEqual([4, 4]);
  });

  test("tells each member what the others have used of the budget of all", async () => {
    const { members } = await prepareFamily(famFolder, options);
    const calls = family.members.map(({ view }) => view?.spent.calls ?? 0);
    const all = calls.reduce((sum, one) => sum + one, 0);
    for (const [at, member] of members.entries()) {
      const used = await besideOthers(members, member, async (beside) =>
        beside.calls.reduce((sum, { usage }) => sum + usage.calls, 0),
      );
      expect(used).toBe(all - (calls[at] ?? 0));
    }
  });

  test("leaves members that are finished untouched", async () => {
    const times = () => family.members.map(({ member }) => statSync(member.folder.history).mtimeMs);
    const before = times();
    const third = await sitting(famFolder);
    expect(times()).toEqual(before);
    expect(third).toMatchObject({ error: null, asked: 0 });
    expect(new Set(third.events.map(({ state }) => state))).toEqual(new Set(["finished before"]));
  });

  test("is told member by member, as simulated", () => {
    const screen = familyStatus(family);
    expect(screen).toContain("family of 4 members, 4 finished");
    expect(screen).toContain("simulated models: not a result about any real model");
    for (const { member } of family.members)
      expect(screen).toMatch(new RegExp(`${member.arm.name} +finished +2 of 2`));
  });
});

/** The curve of a member, computed anew from what `curve` says of it as a run: a value for every episode. */
function byEpisode(name: string): { values: (number | undefined)[]; test: number; baseline: number } {
  const history = readRun(join(famFolder, name));
  const { curve } = viewOf(history);
  const searched = history.totals.observations().filter(({ split }) => split !== "test");
  const upTo = (iteration: number) =>
    searched.filter(
      ({ ticket, purpose }) => purpose !== "finalist" && Math.floor(ticket / 1_000_000) <= iteration,
    ).length;
  const values: (number | undefined)[] = new Array(searched.length).fill(undefined);
  for (const { iteration, bestSoFar } of curve.points)
    for (let episode = upTo(iteration); episode < searched.length; episode++)
      values[episode] = bestSoFar ?? undefined;
  void history.close();
  return { values, test: curve.test?.best.value ?? -1, baseline: curve.test?.baseline.value ?? -1 };
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

describe("the numbers of a family", () => {
  const cells = { paper: ["paper-5", "paper-6"], efficient: ["efficient-5", "efficient-6"] };

  test("are means over its members' own curves, areas over the episodes that all have", () => {
    const members = Object.values(cells).flat().map(byEpisode);
    const from = Math.max(...members.map(({ values }) => values.findIndex((one) => one !== undefined)));
    const to = Math.min(...members.map(({ values }) => values.length));
    expect(family.data.ranges.episodes).toEqual({ from, to });
    for (const [index, names] of Object.values(cells).entries()) {
      const those = names.map(byEpisode);
      const areas = those.map(({ values }) => mean(values.slice(from, to) as number[]));
      const { means } = family.data.cells[index] as (typeof family.data.cells)[number];
      expect(means.area.value).toBeCloseTo(mean(areas), 9);
      expect(means.best.value).toBeCloseTo(mean(those.map(({ test }) => test)), 9);
      expect(means.baseline.value).toBeCloseTo(mean(those.map(({ baseline }) => baseline)), 9);
      expect(means.episodes.value).toBe(mean(those.map(({ values }) => values.length)));
    }
  });

  test("are paired by seed where cells differ", () => {
    const [difference] = family.data.differences;
    expect(difference).toMatchObject({ cell: "search.policy efficient", against: "search.policy paper" });
    const spent = (names: readonly string[]) => names.map((name) => byEpisode(name).values.length);
    const [paper, efficient] = [spent(cells.paper), spent(cells.efficient)];
    const pairs = efficient.map((episodes, index) => episodes - (paper[index] ?? 0));
    expect(difference?.differences.episodes).toMatchObject({ value: mean(pairs), seeds: 2 });
  });

  test("stand in the files as they are, and in the picture with the label of simulated models", () => {
    const out = join(folder.path, "figures");
    writeFamilyCurves(out, family.data);
    const rows = readFileSync(join(out, "cells.csv"), "utf8").trimEnd().split("\r\n");
    const area = rows.find((row) => row.startsWith("search.policy efficient,,area,"))?.split(",");
    expect(Number(area?.[3])).toBe(family.data.cells[1]?.means.area.value);
    const curves = readFileSync(join(out, "curves.csv"), "utf8").trimEnd().split("\r\n");
    const points = family.data.cells.flatMap(({ curves: { episodes, iterations } }) => [
      ...episodes,
      ...iterations,
    ]);
    expect(curves.length).toBe(1 + points.length);
    const svg = readFileSync(join(out, "curve-by-episodes.svg"), "utf8");
    expect(svg.match(/class="mean"/g)?.length).toBe(2);
    expect(svg).toContain("simulated models: not a result about any real model");
    expect(existsSync(join(out, "curve-by-iterations.png"))).toBe(true);
  });

  test("are told with which of them to believe", () => {
    const text = familyText(family.data);
    const { from, to } = family.data.ranges.episodes ?? { from: 0, to: 0 };
    expect(text).toContain(`from ${from} to ${to} episodes`);
    expect(text).toContain("the numbers to believe");
    expect(text).toMatch(/search\.policy efficient - search\.policy paper +2/);
    expect(familyTerminal(family.data, "episodes")).toContain("simulated models");
  });
});

describe("before anything is written", () => {
  const refused = (change: Record<string, unknown>, given: PrepareOptions["overrides"] = {}, out = "none") =>
    prepareFamily(write(change), { ...options, overrides: given, out: join(folder.path, out) });

  test("a bad arm refuses the family, each problem once", async () => {
    const bad = refused({ matrix: { seed: [1, 2], "search.policy": ["paper", "eager"] } });
    await expect(bad).rejects.toThrow(/^\S*fam\.yaml:1: search\.policy .*\(in member eager-1 and 1 more\)$/);
    expect(existsSync(join(folder.path, "none"))).toBe(false);
  });

  test("a flag for what the matrix varies is refused, and one for anything else holds for every member", async () => {
    await expect(refused({}, { seed: 3 })).rejects.toThrow("--seed cannot be given for this family");
    const { members } = await refused({}, { iterations: 7 });
    expect(members.map(({ prepared }) => prepared.definition.search.iterations)).toEqual([7, 7, 7, 7]);
  });

  test("members that another matrix does not have are not left behind", async () => {
    const smaller = refused({ matrix: { seed: [5], "search.policy": ["paper"] } }, {}, "runs/fam");
    await expect(smaller).rejects.toThrow("holds members that this matrix does not have (efficient-5");
  });
});
