import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readRun, viewOf } from "../../experiments/loaded-run.js";
import { ExperimentFolder, projectFolder } from "./small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

/** Runs the experiment in a process of its own, killed with SIGKILL after so many bytes of history. */
function runProcess(file: string, out: string, killWhen?: () => boolean): Promise<number | null> {
  const args = [join(projectFolder, "bin/autodata-lab.js"), "run", file, "--out", out];
  const child = spawn(process.execPath, args, { stdio: "ignore", detached: true });
  const watch = setInterval(() => {
    if (killWhen?.() && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  }, 20);
  return new Promise((resolve) => {
    child.on("close", (code) => {
      clearInterval(watch);
      resolve(code);
    });
  });
}

function callsIn(run: string): number {
  try {
    const history = readRun(run);
    const { calls } = history.totals.usage().total;
    void history.close();
    return calls;
  } catch {
    return 0;
  }
}

describe("a run whose process is killed", () => {
  it("continues to the history of one never interrupted, with every stored call used", async () => {
    const { folder: whole } = await folder.prepare("killed", (experiment) => {
      experiment.search.iterations = 2;
    });
    const file = join(folder.path, "killed.yaml");
    expect(await runProcess(file, whole.path)).toBe(0);
    const total = callsIn(whole.path);

    const broken = join(folder.path, "broken");
    for (const share of [0.2, 0.55, 0.8]) {
      const code = await runProcess(file, broken, () => callsIn(broken) > total * share);
      expect(code).toBeNull();
    }
    expect(await runProcess(file, broken)).toBe(0);

    const [one, other] = [readRun(whole.path), readRun(broken)];
    expect(viewOf(other).digest).toBe(viewOf(one).digest);
    expect(other.totals.usage().total.calls).toBe(total);
    expect(other.verifyChain()).toBeNull();
    await one.close();
    await other.close();
  }, 120_000);
});
