import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { auditRun } from "../../../experiments/audit/audit-run.js";
import { compare } from "../../../experiments/compare/compare.js";
import { comparisonOf } from "../../../experiments/compare/comparison.js";
import { comparisonScreen } from "../../../experiments/compare/comparison-screen.js";
import { prepareComparison } from "../../../experiments/compare/prepare-comparison.js";
import { writeComparison } from "../../../experiments/compare/write-comparison.js";
import { readRun, viewOf } from "../../../experiments/loaded-run.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import { randomStreams } from "../../../foundation/random.js";
import { taskKinds } from "../../../inner/tasks/task-kinds.js";
import type { CallEvent } from "../../../models/record.js";
import { ExperimentFolder, projectFolder, quiet } from "../small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());
await folder.prepare("compared");

const prepared = (documents: number | null) =>
  prepareComparison(
    folder.fileOf("compared"),
    {
      ...{ projectFolder, workingFolder: folder.path, environment: fixedEnvironment({}) },
      out: join(folder.path, "comparison"),
    },
    { documents, repeats: 1 },
  );

async function play(arms: readonly string[]) {
  const calls: CallEvent[] = [];
  const measured = await compare(
    await prepared(12),
    { ...quiet(), onCall: (event) => calls.push(event) },
    { arms, repeats: 1 },
  );
  return { measured, asked: calls.filter(({ source }) => source === "model").length };
}

describe("a comparison", () => {
  it("measures both solvers on every example of a method, and asks nothing twice when it is run again", async () => {
    const first = await play(["agentic", "cot-self-instruct"]);
    expect(first.asked).toBeGreaterThan(100);
    const [loop, method] = first.measured;
    if (loop === undefined || method === undefined) throw new Error("an arm is missing");
    expect(method.observations.map(({ rounds }) => rounds)).toEqual(Array(12).fill(1));
    expect(method.items.length).toBeGreaterThan(3);
    for (const { attempts } of method.items) {
      expect(attempts.map(({ seat }) => seat)).toEqual([
        ...Array(3).fill("weak"),
        ...Array(3).fill("strong"),
      ]);
    }
    const tooEasy = method.items.filter(({ accepted }) => !accepted);
    expect(tooEasy.length).toBeGreaterThan(0);
    expect(loop.items.every(({ accepted }) => accepted)).toBe(true);
    expect(loop.observations.some(({ rounds }) => rounds > 1)).toBe(true);

    const again = await play(["agentic", "cot-self-instruct", "grounded-self-instruct"]);
    expect(again.measured.slice(0, 2)).toEqual(first.measured);
    expect(again.measured[2]?.observations).toHaveLength(12);
    expect(again.asked).toBeLessThan(first.asked);
    expect((await play(["cot-self-instruct"])).asked).toBe(0);
  });

  it("prints measured and published numbers apart, and writes every kept item with its scores", async () => {
    const { measured } = await play(["agentic", "cot-self-instruct"]);
    const figures = taskKinds.get("cs-research")?.figures ?? [];
    const comparison = comparisonOf("cs-research", figures, measured, randomStreams(7).fork("test"));
    const screen = comparisonScreen(comparison, "A heading");
    const [before = "", after = ""] = screen.split("published (arXiv 2606.25996)");
    expect(before).toMatch(/weak score .*\d\.\d{3}/);
    expect(before).not.toContain("6.59");
    expect(after).toMatch(/weak score +0\.677 +0\.458/);
    const reports = join(folder.path, "reports");
    writeComparison(reports, comparison, measured);
    const lines = readFileSync(join(reports, "items-cot-self-instruct.jsonl"), "utf8").trim().split("\n");
    expect(lines).toHaveLength(measured[1]?.kept.length ?? 0);
    const [item] = lines.map((line) => JSON.parse(line));
    expect(item).toMatchObject({ task: "cs-research", arm: "cot-self-instruct", round: 1 });
    expect(item.weak).toBeCloseTo(item.weak_scores.reduce((a: number, b: number) => a + b, 0) / 3, 12);
    expect(item.example.question).toEqual(expect.any(String));
  });

  it("is no run of a search, and says so where one is wanted", async () => {
    const path = join(folder.path, "comparison");
    const history = join(path, "history.sqlite");
    expect(() => viewOf(readRun(path))).toThrow(/this is a comparison, not a run of a search/);
    await expect(auditRun({ history, population: null })).rejects.toThrow(/this is a comparison/);
  });

  it("goes on only with the same documents, and in a folder of its own", async () => {
    await expect(
      prepared(13).then((other) => compare(other, quiet(), { arms: ["agentic"], repeats: 1 })),
    ).rejects.toThrow(/other settings \(comparison\.documents\)/);
    await expect(prepared(10_000)).rejects.toThrow(/--documents asks for 10000, but the corpus has 48/);
    const own = await prepareComparison(
      folder.fileOf("compared"),
      { projectFolder, workingFolder: folder.path, environment: fixedEnvironment({}) },
      { documents: 2, repeats: 1 },
    );
    expect(own.folder.path).toBe(join(folder.path, "runs/compare-small-5"));
    expect(existsSync(own.folder.path)).toBe(false);
    rmSync(join(folder.path, "comparison"), { recursive: true });
  });
});
