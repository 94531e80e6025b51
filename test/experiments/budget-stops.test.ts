import { afterAll, expect, it } from "vitest";
import { exitCodeOf } from "../../cli/exit.js";
import type { Surroundings } from "../../experiments/assemble.js";
import { readRun } from "../../experiments/loaded-run.js";
import { type Clock, systemClock } from "../../foundation/clock.js";
import { ExperimentFolder, runToEnd, type SmallExperiment, tiny } from "./small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

const price = { input_per_million: 1, output_per_million: 4 };

function prepare(name: string, budget: Record<string, number>) {
  return folder.prepare(name, (experiment: SmallExperiment) => {
    tiny(experiment);
    experiment.search.iterations = 1;
    experiment.models = { defaults: { base_url: "simulated", price } };
    Object.assign(experiment, { budget });
  });
}

/** A clock on which an hour passes when a model has answered so many calls. */
function hourAtCall(number: number): Pick<Surroundings, "clock" | "onCall"> {
  let calls = 0;
  let passed = () => {};
  const hour = new Promise<void>((resolve) => {
    passed = resolve;
  });
  const clock: Clock = {
    ...systemClock,
    sleep: (ms, signal) => (ms > 3_000_000 ? hour : systemClock.sleep(ms, signal)),
  };
  return {
    clock,
    onCall: ({ source }) => {
      if (source === "model") calls += 1;
      if (calls === number) passed();
    },
  };
}

it("is stopped by each of the four limits in turn, asks no call twice, and ends as one never stopped", async () => {
  const whole = await prepare("whole", { usd: 1000 });
  const reference = await runToEnd(whole);
  const history = readRun(whole.folder.path);
  const { total } = history.totals.usage();
  await history.close();
  const [tokens, usd] = [(total.inputTokens ?? 0) + (total.outputTokens ?? 0), total.costUsd ?? 0];
  expect(usd).toBeGreaterThan(0);

  let asked = 0;
  const stoppedBy = async (budget: Record<string, number>, change: Partial<Surroundings> = {}) => {
    const counted = (event: Parameters<Surroundings["onCall"]>[0]) => {
      if (event.source === "model") asked += 1;
      change.onCall?.(event);
    };
    const run = runToEnd(await prepare("stopped", budget), { ...change, onCall: counted });
    const error = await run.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "RunStopped", cause_: "budget" });
    expect(exitCodeOf(error)).toBe(3);
    const [unit = ""] = Object.keys(budget);
    expect((error as Error).message).toContain(`raise budget.${unit} (--budget-${unit})`);
    const stored = readRun(whole.folder.path.replace(/whole$/, "stopped"));
    const spent = stored.totals.usage().total;
    await stored.close();
    expect(spent.calls).toBe(asked);
    return spent;
  };

  const maxCalls = Math.floor(total.calls / 5);
  expect((await stoppedBy({ calls: maxCalls })).calls).toBe(maxCalls);
  const byTokens = await stoppedBy({ tokens: Math.floor((tokens * 2) / 5) });
  expect((byTokens.inputTokens ?? 0) + (byTokens.outputTokens ?? 0)).toBeLessThanOrEqual(tokens * 0.45);
  expect((await stoppedBy({ usd: (usd * 3) / 5 })).costUsd).toBeLessThanOrEqual(usd * 0.65);
  const beforeTheHour = asked;
  await stoppedBy({ hours: 1 }, hourAtCall(20));
  expect(asked).toBeGreaterThan(beforeTheHour);
  expect(asked).toBeLessThan(total.calls);

  const last = await runToEnd(await prepare("stopped", { usd: 1000 }));
  expect(last.digest).toBe(reference.digest);
  expect(asked + last.asked).toBe(reference.asked);
}, 60_000);
