import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { firstPrompts } from "../../../experiments/try/first-prompts.js";
import { prepareTry, type TryOptions } from "../../../experiments/try/prepare-try.js";
import { runTry } from "../../../experiments/try/run-try.js";
import type { AnsweredCall, TryEvent } from "../../../experiments/try/try-event.js";
import { tryHeading, tryResult } from "../../../experiments/try/try-screen.js";
import { TryText } from "../../../experiments/try/try-text.js";
import { systemClock } from "../../../foundation/clock.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import {
  ExperimentFolder,
  projectFolder,
  quiet,
  runToEnd,
  smallExperiment,
  tiny,
} from "../small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

const scripted = join(projectFolder, "harness-baseline/cs-research-scripted");

/** A trial of the tiny experiment of this name, in the folders that it takes by itself. */
async function prepared(
  name: string,
  options: Partial<TryOptions> = {},
  change: Record<string, unknown> = {},
) {
  const experiment = structuredClone(smallExperiment);
  tiny(experiment);
  const file = folder.fileOf(name);
  writeFileSync(file, JSON.stringify({ ...experiment, name, ...change }));
  return prepareTry(file, {
    projectFolder,
    workingFolder: folder.path,
    environment: fixedEnvironment({}),
    ...options,
  });
}

async function tried(trial: Awaited<ReturnType<typeof prepared>>) {
  const events: TryEvent[] = [];
  const { observation, events: record } = await runTry(trial, quiet(), (event) => events.push(event));
  const calls = events.filter((event): event is AnsweredCall => event.kind === "call");
  return {
    observation,
    events,
    record,
    calls,
    asked: calls.filter(({ source }) => source === "model").length,
  };
}

describe("a trial", () => {
  it("tells of every call and every event while the episode runs", async () => {
    const { observation, events, record, calls } = await tried(await prepared("told"));
    expect(calls).toHaveLength(observation.cost.calls);
    expect(events.filter(({ kind }) => kind !== "call")).toEqual(
      record.filter(({ kind }) => kind !== "ended"),
    );
    const proposed = events.findIndex(({ kind }) => kind === "proposed");
    const challenger = events.findIndex((event) => event.kind === "call" && event.seat === "challenger");
    expect(challenger).toBeGreaterThan(-1);
    expect(challenger).toBeLessThan(proposed);
  });

  it("asks nothing when it is made again, and shows the same", async () => {
    const [first, second] = [await tried(await prepared("again")), await tried(await prepared("again"))];
    expect(first.asked).toBe(first.calls.length);
    expect(second.asked).toBe(0);
    const outside = ({ events }: typeof first) => events.filter(({ kind }) => kind !== "call");
    expect(outside(second)).toEqual(outside(first));
    expect(tryResult(second.observation, second.calls)).toMatch(/all of these calls were kept from before/);
  });

  it("of the baseline on a validation document is found by the run, which ends as one without a trial", async () => {
    const trial = await prepared("found");
    expect(trial.ofRun).toBe(true);
    const { asked } = await tried(trial);
    const run = await runToEnd(trial.experiment);
    const reference = await runToEnd({
      ...trial.experiment,
      folder: (await prepared("found", { out: join(folder.path, "untried") })).experiment.folder,
    });
    expect(asked).toBeGreaterThan(3);
    expect(run.digest).toBe(reference.digest);
    expect(asked + run.asked).toBe(reference.asked);
  });

  it("of anything else is kept beside the run", async () => {
    const other = await prepared("other", { reference: scripted });
    const trained = await prepared("other", { document: "raft-log-repair-and-leader-change.md" });
    for (const { ofRun, experiment } of [other, trained]) {
      expect(ofRun).toBe(false);
      expect(experiment.folder.path).toMatch(/runs\/try-other-5-[0-9a-f]{6}$/);
    }
    const [first, second] = [await tried(other), await tried(other)];
    expect([first.asked > 0, second.asked]).toEqual([true, 0]);
    expect((await tried(trained)).asked).toBeGreaterThan(0);
    expect(existsSync(join(folder.path, "runs/other-5"))).toBe(false);
  });

  it("is not hindered by an earlier one under other settings", async () => {
    await tried(await prepared("tuned"));
    const tuned = await prepared("tuned", {}, { limits: { rounds: 2 } });
    expect(tuned.ofRun).toBe(false);
    expect((await tried(tuned)).observation.rounds).toBeLessThanOrEqual(2);
    await expect(
      runToEnd({ ...tuned.experiment, folder: (await prepared("tuned")).experiment.folder }),
    ).rejects.toThrow(/other settings.*calls of a trial or an estimate and no run yet: remove the folder/);
  });

  it("takes a candidate of a run by its name", async () => {
    const trial = await prepared("found", { reference: `${join(folder.path, "runs/found-5")}:baseline` });
    expect(trial.ofRun).toBe(true);
  });

  it("refuses a harness that is none before anything is written", async () => {
    const broken = join(folder.path, "broken.ts");
    await expect(prepared("broken", { reference: broken })).rejects.toThrow(
      /neither a run nor a harness folder/,
    );
    expect(existsSync(join(folder.path, "runs/broken-5"))).toBe(false);
  });
});

describe("the first prompts", () => {
  it("are rendered without a trace, and the first is what a model is asked", async () => {
    const trial = await prepared("rendered");
    const first = await firstPrompts(trial, systemClock);
    expect(existsSync(trial.experiment.folder.path)).toBe(false);
    expect(first.map(({ seat }) => seat)).toEqual(expect.arrayContaining(["main", "challenger"]));
    const { calls } = await tried(trial);
    expect(first[0]?.request).toEqual(calls[0]?.request);
  });
});

describe("a trial in words", () => {
  const episode = prepared("worded").then(async (trial) => ({ trial, ...(await tried(trial)) }));
  const written = (events: readonly TryEvent[], verbose: boolean) => {
    const text = new TryText({ verbose });
    return events
      .map((event) => text.of(event))
      .filter(Boolean)
      .join("\n");
  };

  it("has a line for each call and the referee's word with marks and verdicts", async () => {
    const { trial, events, calls, observation } = await episode;
    const text = written(events, false);
    expect(text.match(/^ +\d+:\d\d {2}\w+ +\d+\.\d s +[\d,]+ tokens/gm)).toHaveLength(calls.length);
    expect(text).toMatch(/^Round 1$/m);
    expect(text).toMatch(/^ +EXAMPLE [0-9a-f]+/m);
    expect(text).toMatch(/^ +VERIFICATION (PASSED|FAILED)/m);
    expect(text).toMatch(/^ +weak attempt 1, score \d\.\d\d$/m);
    expect(text).toMatch(/^ +1 (not )?met: /m);
    expect(text).toMatch(/^ +VERDICT (accepted|rejected)/m);
    expect(text).toMatch(/other presets on the same evidence: .*blog_strict/);
    expect(tryHeading(trial, folder.path)).toMatch(
      /validation 1\)\n.*at most 3 rounds\n.*kept in runs\/worded-5;/,
    );
    expect(tryResult(observation, calls)).toMatch(
      /^[A-Z ]+ after \d rounds?: .*\n {2}\d+ calls, [\d,]+ tokens, unpriced$/,
    );
  });

  it("has whole requests and replies when asked to, a growing conversation once", async () => {
    const { events, trial } = await episode;
    const text = written(events, true);
    const prompt = (trial.harness.files.get("prompts/main-agent.md") ?? "").trim().split("\n")[0] ?? "?";
    expect(text.split(prompt)).toHaveLength(2);
    expect(text).toMatch(/^ +REPLY: /m);
  });
});
