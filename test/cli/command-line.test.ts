import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { projectFolder, smallExperiment } from "../experiments/small-experiment.js";

const folder = mkdtempSync(join(tmpdir(), "autodata-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cli(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectFolder, "bin/autodata-lab.js"), ...args],
    { cwd: folder, encoding: "utf8", env: { PATH: process.env["PATH"] } },
  );
  return { status, stdout, stderr };
}

function experimentFile(name: string, change: Record<string, unknown>): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, JSON.stringify({ ...smallExperiment, name, ...change }, null, 2));
  return file;
}

describe("the command line", () => {
  it("lists its commands and exit codes", () => {
    const { status, stdout } = cli("--help");
    expect(status).toBe(0);
    for (const word of ["run", "status", "curve", "simulate", "Exit codes"]) expect(stdout).toContain(word);
  });

  it.each([
    ["an unknown command", ["frobnicate"], /unknown command/],
    ["an experiment that is not there", ["run", "nope.yaml"], /nope\.yaml cannot be read/],
    ["a folder that is no run", ["status", "."], /is not a run folder/],
    ["a number that is none", ["run", "x.yaml", "--seed", "many"], /whole number/],
    ["a corpus that is not there", ["simulate", "--corpus", "nowhere"], /nowhere/],
  ])("answers %s with one sentence and exit code 2", (_, args, sentence) => {
    const { status, stderr } = cli(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("names an unknown key, its line and the nearest valid name", () => {
    const file = experimentFile("typo", { serch: {} });
    const { status, stderr } = cli("run", file);
    expect(status).toBe(2);
    expect(stderr).toMatch(/typo\.yaml:\d+: serch is not a known key; did you mean search/);
    expect(stderr).toContain("Nothing was started.");
  });

  it("names the variable of a missing key", () => {
    const models = {
      defaults: { model: "m", base_url: "https://api.example.org/v1", api_key_env: "LAB_KEY" },
    };
    const { status, stderr } = cli("run", experimentFile("keyless", { models }));
    expect(status).toBe(2);
    expect(stderr).toMatch(/LAB_KEY, which is not set/);
  });

  it("refuses an endpoint that does not answer, and leaves nothing behind", () => {
    const models = { defaults: { model: "m", base_url: "http://127.0.0.1:9/v1" } };
    const { status, stderr } = cli("run", experimentFile("dead", { models }), "--out", "dead-run");
    expect(status).toBe(2);
    expect(stderr).toMatch(/127\.0\.0\.1:9.*does not answer/);
    expect(cli("status", "dead-run").stderr).toMatch(/is not a run folder/);
  });

  it("refuses more documents than there are, with the numbers", () => {
    const splits = { train: 30, validation: 20, test: 10 };
    const { status, stderr } = cli("run", experimentFile("greedy", { splits }));
    expect(status).toBe(2);
    expect(stderr).toMatch(/30 \+ 20 \+ 10 = 60.*48/);
  });

  it("runs an experiment, says so the second time, and draws its curve from the history", () => {
    const file = experimentFile("tiny", { search: { ...smallExperiment.search, iterations: 2 } });
    const first = cli("run", file);
    expect(first.stderr).toBe("");
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(/simulated models \(no key needed/);
    expect(first.stdout).toMatch(/baseline\s+validation/);
    expect(first.stdout).toMatch(/run folder runs\/tiny-7/);
    const second = cli("run", file);
    expect(second.status).toBe(0);
    expect(second.stdout).toMatch(/runs\/tiny-7 is finished/);
    expect(second.stdout).toMatch(/--seed 8/);
    const curve = cli("curve", "runs/tiny-7", "--out", "pictures");
    expect(curve.status).toBe(0);
    expect(curve.stdout).toContain(join("pictures", "curve.png"));
    expect(cli("status", "runs/tiny-7").stdout).toMatch(/simulated/);
  });
});
