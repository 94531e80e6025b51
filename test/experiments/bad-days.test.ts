import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readRun, viewOf } from "../../experiments/loaded-run.js";
import { openRun } from "../../experiments/open-run.js";
import { systemClock } from "../../foundation/clock.js";
import { RunStopped, UsageError } from "../../foundation/errors.js";
import { StopRequest } from "../../models/stoppable.js";
import { ExperimentFolder, projectFolder, runToEnd, tiny } from "./small-experiment.js";

describe("a run on a bad day", { timeout: 180_000 }, () => {
  const folder = new ExperimentFolder();
  afterAll(() => folder.remove());
  const at = (...names: string[]) => join(folder.path, ...names);
  const prepare = (name: string, iterations = 2) =>
    folder.prepare(name, (experiment) => {
      tiny(experiment);
      experiment.search.iterations = iterations;
    });
  const reference = prepare("reference").then((prepared) => runToEnd(prepared));

  /** The folder of a run that was stopped half-way, to be copied. */
  const stopped = (async () => {
    const { asked } = await reference;
    const stop = new StopRequest();
    let calls = 0;
    const onCall = () => {
      calls += 1;
      if (calls === Math.floor(asked / 2)) stop.request();
    };
    await expect(runToEnd(await prepare("stopped"), { stop, onCall })).rejects.toThrow(RunStopped);
    return at("stopped");
  })();

  it("does not mind a clock that is set back by an hour", async () => {
    const { asked, digest } = await reference;
    let calls = 0;
    const now = () => systemClock.now() - (calls > asked / 2 ? 3_600_000 : 0);
    const onCall = () => {
      calls += 1;
    };
    const again = await runToEnd(await prepare("set-back"), { clock: { ...systemClock, now }, onCall });
    expect(again.digest).toBe(digest);
  });

  it("is stopped by a disk that takes no more, in one sentence, and continues to the same digest", async () => {
    const { digest } = await reference;
    await prepare("full");
    const command = `ulimit -f 4000; exec "$0" "$@"`;
    const run = [
      join(projectFolder, "bin/autodata-lab.js"),
      "run",
      folder.fileOf("full"),
      "--out",
      at("full"),
    ];
    const { status, stderr } = spawnSync("sh", ["-c", command, process.execPath, ...run], {
      encoding: "utf8",
    });
    expect(stderr).toMatch(/the history cannot be written \(.*\): free the disk/);
    expect(stderr).toMatch(/continue: npx autodata-lab run/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(3);
    const partly = readRun(at("full"));
    expect(partly.verifyChain()).toBeNull();
    const kept = partly.totals.usage().total.calls;
    await partly.close();
    const rest = await runToEnd(await prepare("full"));
    expect(rest.digest).toBe(digest);
    expect(rest.asked).toBe((await reference).asked - kept);
  });

  it("is stopped by a git and by reports that cannot be written, and continues without asking again", async () => {
    cpSync(await stopped, at("refused"), { recursive: true });
    const stop = async () => {
      const failed = await runToEnd(await prepare("refused")).catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(RunStopped);
      return String(failed);
    };
    const packs = at("refused", "population.git", "objects", "pack");
    rmSync(packs, { recursive: true });
    writeFileSync(packs, "");
    expect(await stop()).toMatch(/population\.git cannot be written \(git fast-import: fatal: [^\n]*$/);
    rmSync(packs);
    const picture = at("refused", "reports", "curve.png");
    mkdirSync(picture, { recursive: true });
    expect(await stop()).toMatch(/the curve cannot be written to .*refused\/reports \(/);
    rmSync(picture, { recursive: true });
    const { digest, asked } = await runToEnd(await prepare("refused"));
    expect({ digest, asked }).toEqual({ digest: (await reference).digest, asked: 0 });
    expect(readFileSync(at("refused", "reports", "curve.svg"), "utf8")).toMatch(/<\/svg>\s*$/);
  });

  it("is refused on a network file system, before anything is written", async () => {
    const prepared = await prepare("shared");
    const nfs = { typeAt: () => 0x6969, mounts: () => "" };
    const refused = openRun(prepared, systemClock, nfs);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(/shared lies on a network file system \(NFS\), .*--out/);
    expect(existsSync(at("shared"))).toBe(false);
  });

  it("goes on beyond its end with more iterations, as if it had been asked for them at once", async () => {
    await runToEnd(await prepare("longer", 1));
    const before = readRun(at("longer"));
    const shorter = viewOf(before);
    await before.close();
    expect(shorter.curve).toMatchObject({ final: true, iterations: 1 });
    const { asked } = await runToEnd(await prepare("longer", 2));
    expect(asked).toBeGreaterThan(0);
    const [longer, whole] = [readRun(at("longer")), readRun((await prepare("reference")).folder.path)];
    const search = (history: typeof longer) => ({
      candidates: history.candidates.all(),
      decisions: history.decisions.all().filter(({ kind, iteration }) => kind !== "final" || iteration === 3),
      episodes: history.totals
        .observations()
        .filter(({ purpose, ticket }) => purpose !== "test" || ticket > 3e6),
    });
    await reference;
    expect(search(longer)).toEqual(search(whole));
    expect(viewOf(longer).curve.test).toEqual(viewOf(whole).curve.test);
    expect(viewOf(longer).curve).toMatchObject({ final: true, iterations: 2 });
    expect(longer.run.get("digest.1")).toBe(shorter.digest);
    expect(longer.verifyChain()).toBeNull();
    await Promise.all([longer.close(), whole.close()]);
    await expect(runToEnd(await prepare("longer", 1))).rejects.toThrow(
      /has begun iteration 2 and is asked for 1 \(search\.iterations\); ask for at least 2/,
    );
  });

  it("is refused with another harness or other documents, wherever they lie", async () => {
    cpSync(await stopped, at("changed"), { recursive: true });
    const harness = join(projectFolder, "harness-baseline", "cs-research");
    cpSync(harness, at("harness"), { recursive: true });
    const withHarness = () =>
      folder.prepare("changed", (experiment) => {
        tiny(experiment);
        Object.assign(experiment, { harness: at("harness") });
      });
    const moved = await openRun(await withHarness(), systemClock);
    await moved.close();
    writeFileSync(join(at("harness"), "prompts", "main-agent.md"), "Do as you like.\n");
    await expect(openRun(await withHarness(), systemClock)).rejects.toThrow(/another baseline harness/);
    const documents = at("documents");
    cpSync(join(projectFolder, "corpus", "computer-science-notes"), documents, { recursive: true });
    const withDocuments = () =>
      folder.prepare("changed", (experiment) => {
        tiny(experiment);
        experiment.corpus.path = documents;
      });
    await (await openRun(await withDocuments(), systemClock)).close();
    rmSync(join(documents, "cuckoo-filters-versus-bloom-filters.md"));
    rmSync(join(documents, "batch-versus-layer-normalisation.md"));
    rmSync(join(documents, "mutation-testing.md"));
    await expect(openRun(await withDocuments(), systemClock)).rejects.toThrow(/other documents/);
  });
});
