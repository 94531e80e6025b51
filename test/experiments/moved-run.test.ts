import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { exportRun } from "../../experiments/export-run.js";
import { importRun } from "../../experiments/import-run.js";
import { readRun, viewOf } from "../../experiments/loaded-run.js";
import { openPopulation } from "../../experiments/population.js";
import { prepareExperiment } from "../../experiments/prepare.js";
import { fixedEnvironment } from "../../foundation/environment.js";
import { RunStopped } from "../../foundation/errors.js";
import { StopRequest } from "../../models/stoppable.js";
import { git } from "../population/candidates/git.js";
import { tamper } from "../population/history/raw-database.js";
import { RecordingServer } from "./recording-server.js";
import {
  ExperimentFolder,
  projectFolder,
  runToEnd,
  servedModels,
  smallExperiment,
  tiny,
} from "./small-experiment.js";

describe("a run that moves", { timeout: 180_000 }, () => {
  const folder = new ExperimentFolder();
  afterAll(() => folder.remove());
  const at = (name: string) => join(folder.path, name);
  const prepare = (name: string) => folder.prepare(name, tiny);
  const reference = prepare("reference").then((prepared) => runToEnd(prepared));

  /** Runs the small experiment half-way, under this name. */
  async function half(name: string): Promise<void> {
    const { asked } = await reference;
    const stop = new StopRequest();
    let calls = 0;
    const onCall = () => {
      calls += 1;
      if (calls === Math.floor(asked / 2)) stop.request();
    };
    await expect(runToEnd(await prepare(name), { stop, onCall })).rejects.toThrow(RunStopped);
  }

  const refs = (run: string) => git(join(at(run), "population.git"), ["for-each-ref"]);

  it("comes back from an export with its digest, its commits and its tags", async () => {
    const { digest } = await reference;
    await exportRun(at("reference"), at("reference.jsonl"), { intact: false });
    await exportRun(at("reference"), at("reference.jsonl.gz"), { intact: false });
    const text = readFileSync(at("reference.jsonl"));
    expect(gunzipSync(readFileSync(at("reference.jsonl.gz"))).equals(text)).toBe(true);
    await importRun(at("reference.jsonl.gz"), at("back"));
    const history = readRun(at("back"));
    expect(history.digest()).toBe(digest);
    expect(history.verifyChain()).toBeNull();
    expect(viewOf(history).digest).toBe(digest);
    await history.close();
    expect(await refs("back")).toBe(await refs("reference"));
    expect(await refs("back")).toContain("refs/tags/history-digest");
    expect(await git(join(at("back"), "population.git"), ["fsck", "--strict"])).not.toMatch(/error|missing/);
    await exportRun(at("back"), at("again.jsonl"), { intact: false });
    expect(readFileSync(at("again.jsonl")).equals(text)).toBe(true);
  });

  it("is continued from its export as if it had never been away", async () => {
    const { digest, asked } = await reference;
    await half("left");
    await exportRun(at("left"), at("left.jsonl"), { intact: false });
    await importRun(at("left.jsonl"), at("continued"));
    const second = await runToEnd(await prepare("continued"));
    expect(second.digest).toBe(digest);
    expect(second.asked).toBeLessThanOrEqual(Math.ceil(asked / 2));
    expect(await refs("continued")).toBe(await refs("reference"));
  });

  it("is rescued from a history that lost its end, and continued to the same digest", async () => {
    const { digest, asked } = await reference;
    mkdirSync(at("damaged"));
    const damaged = join(at("damaged"), "history.sqlite");
    copyFileSync(join(at("reference"), "history.sqlite"), damaged);
    truncateSync(damaged, Math.floor((readFileSync(damaged).length * 0.6) / 4096) * 4096);
    const whole = exportRun(at("damaged"), at("damaged.jsonl"), { intact: false });
    await expect(whole).rejects.toThrow(/damaged\/history\.sqlite is damaged .*history export .* --intact/);
    await expect(runToEnd(await prepare("damaged"))).rejects.toThrow(/is damaged .* --intact/);
    expect(existsSync(at("damaged.jsonl"))).toBe(false);
    await exportRun(at("damaged"), at("damaged.jsonl"), { intact: true });
    await importRun(at("damaged.jsonl"), at("rescued"));
    const rest = await runToEnd(await prepare("rescued"));
    expect(rest.digest).toBe(digest);
    expect(rest.asked).toBeLessThan(asked);
  });

  it("leaves nothing half-made when its export is no good, or the place is taken", async () => {
    await reference;
    await exportRun(at("reference"), at("good.jsonl"), { intact: false });
    const text = readFileSync(at("good.jsonl"), "utf8");
    writeFileSync(at("short.jsonl"), text.slice(0, text.length / 2));
    writeFileSync(at("other.jsonl"), text.replace('"standing":"baseline"', '"standing":"rejected"'));
    writeFileSync(at("short.jsonl.gz"), readFileSync(at("reference.jsonl.gz")).subarray(0, 50_000));
    writeFileSync(at("no.jsonl.gz"), text.slice(0, 5000));
    const before = readdirSync(folder.path);
    await expect(importRun(at("short.jsonl"), at("x"))).rejects.toThrow(/short\.jsonl line \d+ is cut off/);
    await expect(importRun(at("other.jsonl"), at("x"))).rejects.toThrow(
      /line \d+ \(candidate 1\) was changed/,
    );
    await expect(importRun(at("short.jsonl.gz"), at("x"))).rejects.toThrow(/short\.jsonl\.gz is cut off/);
    await expect(importRun(at("no.jsonl.gz"), at("x"))).rejects.toThrow(/is not gzip/);
    await expect(importRun(at("nowhere.jsonl"), at("x"))).rejects.toThrow(/nowhere\.jsonl cannot be read/);
    await expect(importRun(at("good.jsonl"), at("reference"))).rejects.toThrow(/is in use/);
    await expect(importRun(at("good.jsonl"), at("x"), AbortSignal.abort())).rejects.toThrow();
    await expect(exportRun(at("reference"), join(at("none"), "x.jsonl"), { intact: false })).rejects.toThrow(
      /cannot be written/,
    );
    expect(readdirSync(folder.path)).toEqual(before);
  });

  it("is not imported when its history does not lead to the commits it names", async () => {
    await reference;
    mkdirSync(at("forged"));
    const forged = join(at("forged"), "history.sqlite");
    copyFileSync(join(at("reference"), "history.sqlite"), forged);
    tamper(forged, (raw) =>
      raw.exec('UPDATE decision SET body = replace(body, \'"rationale":"\', \'"rationale":"x\')'),
    );
    await expect(exportRun(at("forged"), at("forged.jsonl"), { intact: false })).rejects.toThrow(
      /is not as it was written \(decision \d+ was changed\)/,
    );
  });

  it("carries no key and no header that was sent with it", async () => {
    const server = await RecordingServer.start(smallExperiment.corpus.path);
    try {
      const experiment = structuredClone(smallExperiment);
      tiny(experiment);
      experiment.models = servedModels(server.url);
      Object.assign(experiment.models["defaults"] as object, { api_key_env: "LAB_KEY" });
      writeFileSync(folder.fileOf("keyed"), JSON.stringify(experiment));
      const environment = fixedEnvironment({ LAB_KEY: "sk-planted-secret-0123456789" });
      const options = { projectFolder, workingFolder: folder.path, environment, out: at("keyed") };
      await runToEnd(await prepareExperiment(folder.fileOf("keyed"), options), { environment });
      await exportRun(at("keyed"), at("keyed.jsonl"), { intact: false });
      const text = readFileSync(at("keyed.jsonl"), "utf8");
      expect(text).toContain("LAB_KEY");
      expect(text).not.toMatch(/planted-secret|[Bb]earer|authorization/);
    } finally {
      await server.close();
    }
  });

  it("has its population written again from the history, hash by hash, when it is missing or damaged", async () => {
    await reference;
    const history = readRun(at("reference"));
    const repository = join(at("reference"), "population.git");
    const before = await refs("reference");
    const [, last] = history.candidates.all().map(({ tree }) => tree);
    const opened = async () => {
      const notices: string[] = [];
      const store = await openPopulation(repository, history, (notice) => void notices.push(notice));
      await store.close();
      expect(await refs("reference")).toBe(before);
      expect(await git(repository, ["fsck", "--strict"])).not.toMatch(/error|missing/);
      return notices;
    };
    expect(await opened()).toEqual([]);
    rmSync(repository, { recursive: true });
    expect(await opened()).toEqual([
      expect.stringMatching(/population\.git was missing: its \d candidates were/),
    ]);
    const lost = await git(repository, ["rev-parse", `${last}:workflow.ts`]);
    rmSync(join(repository, "objects", lost.slice(0, 2), lost.slice(2)));
    expect(await opened()).toEqual([
      expect.stringMatching(/was damaged \(.* does not hold .*git\.damaged\)/),
    ]);
    const torn = join(repository, "objects", lost.slice(0, 2), lost.slice(2));
    rmSync(torn);
    writeFileSync(torn, "half an object");
    expect(await opened()).toEqual([expect.stringMatching(/was damaged \(.*git\.damaged-2\)/)]);
    await history.close();
  });
});
