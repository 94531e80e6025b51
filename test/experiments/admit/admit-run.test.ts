import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { auditRun } from "../../../experiments/audit/audit-run.js";
import { readRun, viewOf } from "../../../experiments/loaded-run.js";
import { openRun } from "../../../experiments/look/opened-run.js";
import { openPopulation } from "../../../experiments/population.js";
import { loggedExperiment } from "../../../experiments/replay/logged-experiment.js";
import { replayRun } from "../../../experiments/replay/replay-run.js";
import { replaySpan } from "../../../experiments/replay/replay-span.js";
import { statusScreen } from "../../../experiments/report/status-screen.js";
import { runFolderAt } from "../../../experiments/run-folder.js";
import { whatIf } from "../../../experiments/whatif/what-if.js";
import { systemClock } from "../../../foundation/clock.js";
import { RunStopped, UsageError } from "../../../foundation/errors.js";
import { StopRequest } from "../../../models/stoppable.js";
import { selectSchema } from "../../../outer/decisions.js";
import { openHistory } from "../../../population/history/open.js";
import { git } from "../../population/candidates/git.js";
import { forgeChain } from "../audit/adversary.js";
import { quiet } from "../small-experiment.js";
import { AdmitScene } from "./admit-scene.js";

const scene = new AdmitScene();
afterAll(() => scene.folder.remove());
const better = scene.better("better");
const same = scene.edited("same", "Reply with strictly valid JSON.");

/** What stands for the first admission where iterations are named. */
const place = 900_001;

function reading<T>(run: string, read: (history: ReturnType<typeof readRun>) => T): T {
  const history = readRun(run);
  try {
    return read(history);
  } finally {
    void history.close();
  }
}

const digestOf = (run: string) => reading(run, (history) => history.digest());
const commitsOf = (run: string) =>
  reading(run, (history) => history.candidates.all().map(({ commit }) => commit));

async function mismatches(run: string): Promise<string[]> {
  const { history, population } = runFolderAt(run);
  const { report } = await auditRun({ history, population, processes: 0 });
  return report.mismatches.map((one) => `${one.place} ${one.what}`);
}

let replays = 0;

async function replay(run: string) {
  const history = readRun(run);
  try {
    const out = runFolderAt(join(scene.folder.path, `replay-${++replays}`));
    const prepared = await loggedExperiment(history, out, undefined);
    const { digest } = await replayRun(history, prepared, replaySpan(history, undefined), quiet());
    return { digest, out: out.path };
  } finally {
    await history.close();
  }
}

function statusOf(run: string): string {
  return reading(run, (history) =>
    statusScreen(
      viewOf(history).curve,
      history.decisions.all(),
      history.candidates.all(),
      history.totals.usage().total,
    ),
  );
}

/** The admission, decided anew by the run's own rule, which must not change the run. */
function redecided(run: string) {
  const opened = openRun(run);
  const { ran } = whatIf(opened, [], []);
  void opened.history.close();
  expect(ran.curve).toBe(opened.view.curve);
  const turn = ran.turns.find(({ iteration }) => iteration === place);
  return [turn?.candidate, turn?.fate];
}

describe("a harness that a person admits to a finished run", () => {
  it("becomes a member when it exceeds its parent, committed by that person", async () => {
    const run = await scene.run();
    const { decided } = await scene.admit(await scene.fresh(run, better));
    expect(decided.outcome).toMatchObject({ outcome: "accepted", because: "validation 3/6 > 0/6" });
    const entry = reading(run, (history) => history.candidates.all().at(-1));
    expect(entry).toMatchObject({ iteration: place, standing: "member", tree: decided.body.tree });
    const ref = "refs/heads/members/by-hand-000001";
    const shown = await git(join(run, "population.git"), ["log", "-1", "--format=%H %an %ae %cn %s", ref]);
    const who = "Ada Lovelace ada@example.org Autodata Lab";
    expect(shown.trim()).toBe(`${entry?.commit} ${who} asks for what is specific`);
    expect(statusOf(run)).toContain(
      'validation 3/6 > 0/6   by hand, Ada Lovelace, after iteration 1   "asks for what is specific"',
    );
  });

  it("is kept as a rejected candidate when it does not", async () => {
    const run = await scene.run();
    const { decided } = await scene.admit(await scene.fresh(run, same));
    expect(decided.outcome).toMatchObject({ outcome: "rejected", because: "validation 0/6 ≤ 0/6" });
    expect(reading(run, (history) => history.candidates.all().at(-1)?.standing)).toBe("rejected");
    expect(await mismatches(run)).toEqual([]);
  });

  it("leaves the digest of the end as it was, and has one of its own", async () => {
    const run = await scene.run();
    const before = digestOf(run);
    await scene.admit(await scene.fresh(run, better));
    const facts = reading(run, ({ run: { get } }) => [get("digest.1"), get("digest.admission.1")]);
    expect(facts).toEqual([before, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(digestOf(run)).not.toBe(before);
    expect(await mismatches(run)).toEqual([]);
  });

  it("is drawn between the iterations", async () => {
    const run = await scene.run();
    await scene.admit(await scene.fresh(run, better));
    const byHand = "Ada Lovelace <ada@example.org>";
    const shown = { iteration: 1, at: 1.5, byHand, outcome: "accepted", score: 0.5, bestSoFar: 0.5 };
    expect(reading(run, (history) => viewOf(history).curve.points.at(-1))).toMatchObject(shown);
  });

  it("is the best parent of the next one, and is seen by iterations that begin later", async () => {
    const run = await scene.run();
    const { decided } = await scene.admit(await scene.fresh(run, better));
    const next = await scene.fresh(run, scene.edited("next", "Be strict."), { parent: "best" });
    const body = { parent: decided.body.tree, decided: 1, begun: 1 };
    expect(next.admission).toMatchObject({ number: 2, body });
    await scene.continue(run, 3);
    const seen = reading(run, (history) => history.decisions.find(2, "select"));
    const members = selectSchema.parse(seen?.body).members.map(({ candidate }) => candidate);
    expect(members).toContain(decided.body.tree);
    expect(redecided(run)).toEqual([decided.body.tree, "kept"]);
    expect(await mismatches(run)).toEqual([]);
    const { digest, out } = await replay(run);
    expect(digest).toBe(digestOf(run));
    expect(await mismatches(out)).toEqual([]);
  });

  it("is executed again by a replay, also after the end of the run", async () => {
    const run = await scene.run();
    await scene.admit(await scene.fresh(run, better));
    const { digest, out } = await replay(run);
    expect(digest).toBe(digestOf(run));
    expect(commitsOf(out)).toEqual(commitsOf(run));
  });

  it("is written again with its descendants where the population is lost", async () => {
    const run = await scene.run();
    await scene.admit(await scene.fresh(run, better));
    await scene.continue(run, 3);
    const { population } = runFolderAt(run);
    const refs = () => git(population, ["for-each-ref"]);
    const before = await refs();
    const candidates = reading(run, (history) => history.candidates.all());
    const admitted = candidates.find(({ iteration }) => iteration === place)?.commit;
    expect(candidates.map(({ parent }) => parent)).toContain(admitted);
    rmSync(population, { recursive: true });
    const history = readRun(run);
    const store = await openPopulation(population, history, () => {});
    await store.close();
    await history.close();
    expect(await refs()).toBe(before);
  });

  it("leaves the digest of a later end to be found again after one more admission", async () => {
    const run = await scene.run();
    await scene.admit(await scene.fresh(run, better));
    await scene.continue(run, 2);
    await scene.admit(await scene.fresh(run, same));
    expect(await mismatches(run)).toEqual([]);
  });
});

describe("a harness that the run knows", () => {
  it("is a duplicate: what was decided is told, and nothing is asked", async () => {
    const run = await scene.run();
    const { decided } = await scene.admit(await scene.fresh(run, better));
    const again = await scene.prepare(run, better);
    expect("decided" in again && again.decided).toEqual(decided);
  });

  it("is refused when the search has it", async () => {
    const run = await scene.run();
    const refused = `${run}:baseline is a duplicate: ${run} has it as the baseline; edit it first`;
    await expect(scene.prepare(run, `${run}:baseline`)).rejects.toThrow(new UsageError(refused));
  });
});

describe("an admission that was stopped", () => {
  async function stopped(run: string) {
    const stop = new StopRequest();
    let calls = 0;
    const onCall = () => {
      calls += 1;
      if (calls === 60) stop.request();
    };
    await expect(scene.admit(await scene.fresh(run, better), { stop, onCall })).rejects.toThrow(RunStopped);
  }

  const callsOfAdmission = (run: string) =>
    reading(run, (history) => history.calls.keysUnder("episode/")).filter((key) =>
      key.includes(`/validate/${place}/`),
    ).length;

  it("goes on with the same command without paying twice, to the same verdict", async () => {
    const [whole, run] = [await scene.run(), await scene.run()];
    await scene.admit(await scene.fresh(whole, better));
    await stopped(run);
    const kept = callsOfAdmission(run);
    expect(await mismatches(run)).toEqual([]);
    const rest = await scene.fresh(run, better);
    expect(rest.begun).toBe(true);
    const { asked } = await scene.admit(rest);
    expect(kept).toBeGreaterThan(0);
    expect(kept + asked).toBe(callsOfAdmission(run));
    expect(digestOf(run)).toBe(digestOf(whole));
  });

  it("is finished by whoever began it", async () => {
    const run = await scene.run();
    await stopped(run);
    const byAnother = scene.prepare(run, better, { author: "Grace" });
    await expect(byAnother).rejects.toThrow("give the same to finish it");
  });

  it("is left by a run that goes on, is in no digest, and gets a new number and place", async () => {
    const [alone, run] = [await scene.run(), await scene.run()];
    await stopped(run);
    const { digest } = await scene.continue(run, 2);
    expect((await scene.continue(alone, 2)).digest).toBe(digest);
    expect(await mismatches(run)).toEqual([]);
    const again = await scene.fresh(run, better);
    expect(again).toMatchObject({ begun: false, admission: { number: 2, body: { decided: 2 } } });
    await scene.admit(again);
    expect(await mismatches(run)).toEqual([]);
    expect((await replay(run)).digest).toBe(digestOf(run));
  });
});

describe("an admission cannot be made", () => {
  it("while somebody writes the run, and nothing of it is stored", async () => {
    const run = await scene.run();
    const prepared = await scene.fresh(run, better);
    const writer = openHistory(join(run, "history.sqlite"), systemClock);
    try {
      await expect(scene.admit(prepared)).rejects.toThrow("is being written by");
    } finally {
      await writer.close();
    }
    expect(reading(run, (history) => history.decisions.find(place, "admission"))).toBeUndefined();
  });

  it("when the run went on since it was prepared", async () => {
    const run = await scene.run();
    const prepared = await scene.fresh(run, better);
    await scene.continue(run, 2);
    await expect(scene.admit(prepared)).rejects.toThrow("give the same command again");
  });

  it("with a rejected candidate as its parent, or an author whom git could not keep", async () => {
    const run = await scene.run();
    const { decided } = await scene.admit(await scene.fresh(run, same));
    const parent = decided.body.tree.slice(0, 8);
    await expect(scene.prepare(run, better, { parent })).rejects.toThrow(`${parent} is no member of`);
    await expect(scene.prepare(run, better, { author: "Ada <" })).rejects.toThrow('"Ada <" is no author');
  });
});

describe("an audit of a run with an admission finds, when the chain was made again,", () => {
  const changes: [string, string, string, string, string][] = [
    ["another author", "decision", "body", "Ada Lovelace", "Eve Lovelace"],
    ["another reason", "decision", "body", "asks for what is specific", "asks for whatever it is"],
    ["another place", "decision", "body", '"decided":1', '"decided":0'],
    ["another score", "decision", "body", '"accepted":3', '"accepted":4'],
    ["a member that is called rejected", "candidate", "standing", "member", "rejected"],
    ["another diff", "candidate", "diff", "Every criterion", "Each criterion"],
  ];

  it.each(changes)("%s", async (_, table, column, from, to) => {
    const run = await scene.run();
    await scene.admit(await scene.fresh(run, better));
    forgeChain(runFolderAt(run).history, (raw) => {
      const update = `UPDATE ${table} SET ${column} = replace(${column}, ?, ?) WHERE iteration = ${place}`;
      raw.prepare(update).run(from, to);
    });
    expect(await mismatches(run)).not.toEqual([]);
  });

  it("what its own digest alone covers", async () => {
    const run = await scene.run();
    await scene.admit(await scene.fresh(run, better));
    forgeChain(runFolderAt(run).history, (raw) => {
      raw.prepare(`UPDATE observation SET ticks = ticks + 1 WHERE ticket >= ${place}000000`).run();
    });
    expect((await mismatches(run)).join()).toContain("run digest.admission.1");
  });
});
