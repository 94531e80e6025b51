import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { readRun } from "../../experiments/loaded-run.js";
import { Making } from "../experiments/generate/making.js";
import { projectFolder } from "../experiments/small-experiment.js";
import { InterruptedRun } from "./interrupted-run.js";

const making = new Making(25, 37);
afterAll(() => making.remove());

const args = (out: string, ...more: string[]) => [
  ...[
    "generate",
    "--harness",
    "baseline",
    "--corpus",
    making.corpus,
    "--out",
    join(making.path, out),
    ...more,
  ],
];

function cli(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectFolder, "bin/autodata-lab.js"), ...words],
    { cwd: making.path, encoding: "utf8", env: { PATH: process.env["PATH"], NO_COLOR: "1" } },
  );
  return { status, stdout, stderr };
}

describe("the command generate", () => {
  it("says before what will happen, and after what was made, of simulated models that it was theirs", () => {
    const { status, stdout, stderr } = cli(...args("a.jsonl", "--limit", "3"));
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /simulated models \(no key needed.*\n.*harness harness-baseline\/cs-research \(tree /,
    );
    expect(stderr).toMatch(
      /3 documents of .*, 1 episode each, 16 under way at once · no budget\n.*history a\.run/,
    );
    expect(stdout).toMatch(/not a result about any real model\n\n {2}episodes +3\n/);
    for (const label of [
      "accepted",
      "weak score",
      "gap",
      "rounds",
      "failed rounds",
      "cost per accepted example",
    ]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${label} `, "m"));
    }
    expect(stdout).toMatch(/examples +a\.jsonl\n {2}rejected +a\.rejected\.jsonl\n$/);
  });

  it("prints nothing but the summary with --json, the same a second time", () => {
    const first = cli(...args("a.jsonl", "--limit", "3", "--json"));
    expect(JSON.parse(first.stdout)).toMatchObject({
      task: "cs-research",
      episodes: { planned: 3, done: 3 },
    });
    expect(cli(...args("a.jsonl", "--limit", "3", "--json")).stdout).toBe(first.stdout);
  });

  it("shows in a dry run what would be sent, and leaves nothing behind", () => {
    const { status, stdout, stderr } = cli(...args("dry.jsonl", "--dry-run"));
    expect(status).toBe(0);
    expect(stderr).toContain("dry run: nothing is asked and nothing is written");
    expect(stdout).toMatch(
      /^── main · simulated-main · about [\d,]+ tokens · exactly as it would be sent\n\[system\]/,
    );
    expect(stdout).toMatch(/── challenger .* follows from simulated replies/);
    const [first] = JSON.parse(cli(...args("dry.jsonl", "--dry-run", "--json")).stdout);
    expect(first).toMatchObject({ seat: "main", request: { messages: expect.any(Array) } });
    expect(existsSync(join(making.path, "dry.run"))).toBe(false);
  });

  it("stops at a budget with exit code 3 and says how to go on", () => {
    const { status, stdout, stderr } = cli(...args("b.jsonl", "--budget-calls", "100", "--parallel", "2"));
    expect(status).toBe(3);
    expect(stderr).toMatch(/raise budget\.calls \(--budget-calls\)/);
    expect(stderr).toMatch(
      /continue, with a larger limit in it: npx autodata-lab generate --harness baseline/,
    );
    expect(stdout).toMatch(/episodes +\d+ of 12\n/);
    expect(stdout).toMatch(/with unfinished episodes +100 calls/);
  });

  it.each([
    ["no harness", ["generate", "--corpus", ".", "--out", "x.jsonl"], /required option '--harness/],
    ["a format that is none", args("x.jsonl", "--format", "csv"), /Allowed choices are train, benchmark/],
    ["a preset that is none", args("x.jsonl", "--acceptance", "kind"), /there is no preset kind/],
  ])("answers %s with one sentence and exit code 2", (_, words, sentence) => {
    const { status, stderr } = cli(...words);
    expect(status).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(existsSync(join(making.path, "x.run"))).toBe(false);
  });

  it("ends with exit code 130 on Ctrl-C, and after kill -9 goes on to the very same files", async () => {
    const observed = async (atLeast: number) => {
      const history = readRun(join(making.path, "killed.run"));
      const done = history.totals.observations().length;
      await history.close();
      expect(done).toBeGreaterThanOrEqual(atLeast);
    };
    const interrupted = new InterruptedRun(args("killed.jsonl", "--parallel", "2"));
    await interrupted.saying("the same command continues");
    interrupted.interrupt();
    expect(await interrupted.ended()).toBe(130);
    expect(interrupted.said).toMatch(/continue: npx autodata-lab generate --harness baseline/);
    const killed = new InterruptedRun(args("killed.jsonl", "--parallel", "2"));
    await vi.waitFor(() => observed(2), { timeout: 30_000, interval: 20 });
    killed.kill();
    expect(await killed.ended()).toBeNull();
    const { reused } = await making.make("killed.jsonl");
    expect(reused).toBeGreaterThan(0);
    await making.make("whole.jsonl");
    expect(making.text("killed.jsonl")).toBe(making.text("whole.jsonl"));
    expect(making.text("killed.rejected.jsonl")).toBe(making.text("whole.rejected.jsonl"));
  }, 60_000);
});
