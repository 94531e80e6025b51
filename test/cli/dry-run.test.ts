import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { runProcess } from "../../foundation/processes.js";

it("a dry run prints the plan and the first request to each seat, and writes nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dry-"));
  try {
    const run = (...flags: string[]) =>
      runProcess(
        process.execPath,
        [
          resolve("bin/autodata-lab.js"),
          "run",
          resolve("experiments/offline-cloze.yaml"),
          "--dry-run",
          ...flags,
        ],
        { cwd: folder },
      );
    const { code, stdout, stderr } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^Autodata Lab · experiment offline-cloze [\s\S]*\n\nFirst request to challenger\n {8}system: /,
    );
    const lines = (await run("--json")).stdout.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).seat)).toEqual(["challenger", "verifier", "weak", "judge"]);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
