import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type Clock, systemClock } from "../../foundation/clock.js";
import { RecordingServer } from "../experiments/recording-server.js";
import { ExperimentFolder, servedModels, smallExperiment, tiny } from "../experiments/small-experiment.js";
import { storedSeeds } from "../kills/stored-seeds.js";
import { until } from "../models/fake-clock.js";
import { InterruptedRun } from "./interrupted-run.js";

/** Answers the first 25 calls at once and holds back all others until it is opened. */
class Gate {
  held = 0;
  private open = () => {};
  private opened = false;
  private readonly opening = new Promise<void>((resolve) => {
    this.open = resolve;
  });
  readonly clock: Clock = {
    ...systemClock,
    sleep: () => {
      this.held += 1;
      return this.opening;
    },
  };
  readonly latencyMs = (call: number) => (call < 25 || this.opened ? 0 : 1);

  release(): void {
    this.opened = true;
    this.open();
  }
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function scene() {
  const folder = new ExperimentFolder();
  const gate = new Gate();
  const server = await RecordingServer.start(smallExperiment.corpus.path, gate);
  closing.push(async () => {
    gate.release();
    await server.close();
    folder.remove();
  });
  await folder.prepare("interrupted", (experiment) => {
    tiny(experiment);
    experiment.search.iterations = 1;
    experiment.models = servedModels(server.url);
  });
  const out = join(folder.path, "interrupted");
  const args = ["run", folder.fileOf("interrupted"), "--out", out];
  const run = new InterruptedRun(args);
  await until(() => gate.held > 0);
  return { gate, server, args, run, history: join(out, "history.sqlite") };
}

const command = (args: readonly string[]) => `continue: npx autodata-lab ${args.join(" ")}`;

test("the first Ctrl-C stores the calls under way and says how to go on, and nothing is asked twice", async () => {
  const { gate, server, args, run, history } = await scene();
  run.interrupt();
  await run.saying("Stopping: calls under way are being stored. Ctrl-C again ends at once.");
  const underWay = gate.held;
  gate.release();
  expect(await run.ended()).toBe(130);
  expect(run.said).toContain(command(args));
  expect(run.said).toContain("Nothing that was paid for is lost.");
  expect(run.said).not.toMatch(/\n\s+at /);
  const asked = server.ledger.map(({ seed }) => seed);
  expect(asked).toHaveLength(25 + underWay);
  expect(storedSeeds(history)).toEqual(new Set(asked));

  const again = new InterruptedRun(args);
  expect(await again.ended()).toBe(0);
  const all = server.ledger.map(({ seed }) => seed);
  expect(all.length).toBeGreaterThan(asked.length);
  expect(new Set(all).size).toBe(all.length);
}, 60_000);

test("the second Ctrl-C ends a run at once whose calls hang, and what was stored stays", async () => {
  const { server, args, run, history } = await scene();
  run.interrupt();
  await run.saying("Stopping");
  run.interrupt();
  expect(await run.ended()).toBe(130);
  expect(run.said).toContain("Ended at once");
  expect(run.said).toContain(command(args));
  expect(storedSeeds(history)).toEqual(new Set(server.ledger.map(({ seed }) => seed)));
  expect(server.ledger).toHaveLength(25);
}, 60_000);
