import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { runProcess } from "../../foundation/processes.js";

it("a harness edited by hand joins a run, and audit, replay and status know it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "admit-"));
  const lab = async (...args: string[]) => {
    const { code, stdout, stderr } = await runProcess(
      process.execPath,
      [resolve("bin/autodata-lab.js"), ...args],
      {
        cwd: folder,
      },
    );
    expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: expect.any(String) });
    return stdout;
  };
  try {
    await lab("run", resolve("experiments/offline-cloze.yaml"), "--iterations", "1", "--out", "run");
    cpSync("harness-baseline/cloze", join(folder, "mine"), { recursive: true });
    appendFileSync(join(folder, "mine/prompts/challenger.md"), "\nAsk for what only this document shows.\n");
    const admit = ["evaluate", "mine", "--run", "run", "--parent", "baseline", "--author", "Ada", "--admit"];
    expect(await lab(...admit)).toMatch(/by hand, Ada/);
    expect(await lab("status", "run")).toMatch(/By hand\n.*by hand, Ada, after iteration 1/);
    await lab("audit", "run");
    await lab("replay", "run");
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);
