import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { assemble, modelStack } from "../../../experiments/assemble.js";
import { readRun } from "../../../experiments/loaded-run.js";
import { openRun } from "../../../experiments/open-run.js";
import type { PreparedExperiment } from "../../../experiments/prepare.js";
import { loggedExperiment } from "../../../experiments/replay/logged-experiment.js";
import { ReplayDiverged } from "../../../experiments/replay/replay-diverged.js";
import { replayRun } from "../../../experiments/replay/replay-run.js";
import { replaySpan } from "../../../experiments/replay/replay-span.js";
import { searchToEnd } from "../../../experiments/run-experiment.js";
import { runFolderAt } from "../../../experiments/run-folder.js";
import { systemClock } from "../../../foundation/clock.js";
import type { Model } from "../../../models/model.js";
import { ProviderError } from "../../../models/provider-error.js";
import { StopRequest } from "../../../models/stoppable.js";
import { git } from "../../population/candidates/git.js";
import { openRaw } from "../../population/history/raw-database.js";
import { ExperimentFolder, quiet, runToEnd, type SmallExperiment } from "../small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

/** Three iterations of little. */
function little(experiment: SmallExperiment): void {
  experiment.splits = { train: 2, validation: 1, test: 1 };
  experiment.search.minibatch = 1;
}

const finished = (async () => runToEnd(await folder.prepare("run", little)))();
const runPath = join(folder.path, "run");

let replays = 0;

/** Replays a run folder; `change` alters what the program would do, as another version of it might. */
async function replay(
  path: string,
  until?: number,
  change: (prepared: PreparedExperiment) => PreparedExperiment = (prepared) => prepared,
) {
  const run = readRun(path);
  try {
    const out = runFolderAt(join(folder.path, `replay-${++replays}`));
    const prepared = change(await loggedExperiment(run, out, undefined));
    const span = replaySpan(run, until);
    const result = await replayRun(run, prepared, span, quiet());
    return { ...result, out };
  } finally {
    await run.close();
  }
}

async function divergence(replaying: Promise<unknown>): Promise<ReplayDiverged> {
  const error = await replaying.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ReplayDiverged)) throw error ?? new Error("the replay did not diverge");
  return error;
}

/** A copy of the run, whose history was changed by somebody who knows SQLite. */
async function tampered(name: string, sql: string): Promise<string> {
  await finished;
  const path = join(folder.path, name);
  cpSync(runPath, path, { recursive: true });
  const raw = openRaw(join(path, "history.sqlite"));
  for (const table of ["call", "decision", "observation"]) {
    raw.exec(`DROP TRIGGER ${table}_refuses_update; DROP TRIGGER ${table}_refuses_delete`);
  }
  raw.exec(sql);
  raw.close();
  return path;
}

describe("the replay of a run", () => {
  it("writes the same history from the log alone, with the same commits", async () => {
    const { digest } = await finished;
    const replayed = await replay(runPath);
    expect(replayed.digest).toBe(digest);
    const refs = (path: string) => git(path, ["for-each-ref", "--format=%(objectname) %(refname)"]);
    expect(await refs(replayed.out.population)).toBe(await refs(join(runPath, "population.git")));
    const again = readRun(replayed.out.path);
    expect(again.digest()).toBe(digest);
    expect(again.verifyChain()).toBeNull();
    await again.close();
  });

  it("stops where it is told to, with the digest of the run up to there", async () => {
    await finished;
    const run = readRun(runPath);
    const expected = [run.digest(1), run.digest(2), run.digest()];
    await run.close();
    expect((await replay(runPath, 1)).digest).toBe(expected[0]);
    expect((await replay(runPath, 2)).digest).toBe(expected[1]);
    expect(new Set(expected).size).toBe(3);
    await expect(replay(runPath, 4)).rejects.toThrow("1 to 3");
  });

  it("takes an unfinished run as far as it was decided", async () => {
    await finished;
    const stop = new StopRequest();
    const onEvent = (event: { kind: string; iteration?: number }) => {
      if (event.kind === "iteration" && event.iteration === 2) stop.request();
    };
    await expect(runToEnd(await folder.prepare("stopped", little), { stop, onEvent })).rejects.toThrow();
    const stopped = await replay(join(folder.path, "stopped"));
    const run = readRun(runPath);
    expect(stopped.digest).toBe(run.digest(2));
    await run.close();
  });

  it("replays a run that was continued with more iterations after its end", async () => {
    const iterations = (count: number) => (experiment: SmallExperiment) => {
      little(experiment);
      experiment.search.iterations = count;
    };
    await runToEnd(await folder.prepare("continued", iterations(1)));
    const { digest } = await runToEnd(await folder.prepare("continued", iterations(2)));
    expect((await replay(join(folder.path, "continued"))).digest).toBe(digest);
  });

  it("takes over the episodes that a provider had cut short", async () => {
    const prepared = await folder.prepare("faulty", (experiment) => {
      Object.assign(experiment.search, { iterations: 1, max_inconclusive_share: 0.6 });
    });
    const surroundings = quiet();
    const history = await openRun(prepared, systemClock);
    const sound = modelStack(prepared, history, surroundings);
    const faulty: Model = {
      complete: async (call, signal) => {
        const { key } = call;
        const hit = key.scope === "episode" && key.episode.document === prepared.splits.validation[0]?.id;
        if (hit && key.episode.purpose === "baseline" && key.seat === "challenger") {
          throw new ProviderError("server", "the server is overloaded", 503);
        }
        return sound.complete(call, signal);
      },
    };
    const assembly = await assemble(prepared, history, surroundings, faulty);
    await searchToEnd(prepared, history, assembly);
    await assembly.close();
    const digest = history.digest();
    const lost = history.totals.observations().filter(({ outcome }) => outcome === "inconclusive");
    expect(lost.length).toBeGreaterThan(0);
    await history.close();
    expect(await replay(prepared.folder.path)).toMatchObject({ digest, lostEpisodes: lost.length });
  });

  it("shows the first request that differs", async () => {
    await finished;
    const found = await divergence(
      replay(runPath, undefined, (prepared) => {
        const { weak } = prepared.seats;
        return { ...prepared, seats: { ...prepared.seats, weak: { ...weak, model: "another-weak" } } };
      }),
    );
    expect(found.place).toMatch(/^call episode\/.*\/weak\//);
    expect(found.what).toBe("asks something else");
    expect(found.difference).toMatch(/^- {2}"model": "simulated-weak",$/m);
    expect(found.difference).toMatch(/^\+ {2}"model": "another-weak",$/m);
  });

  it("names a call that the log does not hold, with what it would have asked", async () => {
    const path = await tampered(
      "call-removed",
      "DELETE FROM call WHERE key = (SELECT MAX(key) FROM call WHERE key LIKE 'iteration/0001/analyzer/%')",
    );
    const found = await divergence(replay(path));
    expect(found.place).toMatch(/^call iteration\/0001\/analyzer\//);
    expect(found.what).toContain("was never made in the run");
    expect(found.difference).toContain('"messages"');
  });

  it.each([
    ["decision", "UPDATE decision SET body = replace(body, 'validation', 'test') WHERE kind = 'outcome'"],
    [
      "episode",
      "UPDATE observation SET rounds = rounds + 1 WHERE ticket = (SELECT MAX(ticket) FROM observation)",
    ],
  ])("stops at the first %s that is another one than the run's", async (place, sql) => {
    const found = await divergence(replay(await tampered(`${place}-changed`, sql)));
    expect(found.place).toMatch(new RegExp(`^${place} `));
    expect(found.difference).toMatch(/^[+-] /m);
  });

  it("finds calls that the run holds and its program does not make", async () => {
    const path = await tampered(
      "call-added",
      `INSERT INTO call SELECT NULL, replace(key, '/0000/', '/9999/'), seat, request_hash, reply, model, format, seed,
         settings, tools, input_tokens, output_tokens, cost_usd, base_url, answered_by, retries, dropped_parameters,
         started_at, duration_ms, messages FROM call WHERE key LIKE 'episode/%/0000/%' LIMIT 1`,
    );
    const found = await divergence(replay(path));
    expect(found.place).toMatch(/^history digest/);
    expect(found.what).toContain("1 of its calls were not asked");
  });
});
