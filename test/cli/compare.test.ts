import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { compareCommand } from "../../cli/compare.js";
import { exitCodeOf, messageOf } from "../../cli/exit.js";
import { readRun } from "../../experiments/loaded-run.js";
import { RecordedRun } from "../experiments/look/recorded.js";
import { projectFolder } from "../experiments/small-experiment.js";

const run = new RecordedRun();
const copy = join(run.folder, "copy");
beforeAll(async () => {
  await run.unpack();
  cpSync(run.path, copy, { recursive: true });
});
afterAll(() => run.remove());
afterEach(() => {
  vi.restoreAllMocks();
});

/** The command in this process: how it would end, or what it prints. */
async function compare(...args: string[]): Promise<string> {
  let printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  try {
    await compareCommand({ projectFolder }).exitOverride().parseAsync(args, { from: "user" });
    return printed;
  } catch (error) {
    return `${exitCodeOf(error)}: ${messageOf(error)}`;
  }
}

async function digestOf(path: string): Promise<string> {
  const history = readRun(path);
  try {
    return history.digest();
  } finally {
    await history.close();
  }
}

describe("compare, of candidates", () => {
  it("shows two of a run side by side by the episodes that the run has, and asks nothing", async () => {
    const screen = await compare(run.path, "baseline", "4df3");
    expect(screen).toMatch(
      /^baseline, 4df3bc of .* · validation documents, episodes of the search · simulated/,
    );
    expect(screen).toMatch(/^ {2}episodes +6 +2$/m);
    expect(screen).toMatch(
      /^difference .* points, paired by document \(too few documents for an interval\)/m,
    );
    expect(screen).toContain("validation scores are too good");
    expect(await compare(`${run.path}:baseline`, `${run.path}:4df3`)).toBe(screen);
    expect(readdirSync(run.folder).sort()).toEqual(["copy", "run"]);
  });

  it("has the numbers of every candidate against the first as JSON", async () => {
    const { split, fresh, pairings } = JSON.parse(
      await compare(run.path, "baseline", "4df3", "7223", "--json"),
    );
    expect({ split, fresh }).toEqual({ split: "validation", fresh: null });
    expect(pairings.map(({ names }: { names: object }) => names)).toEqual([
      { against: "baseline", edited: "4df3bc" },
      { against: "baseline", edited: "7223d8" },
    ]);
    expect(pairings[0].contrast.against.rate).toEqual({ accepted: 0, conclusive: 6 });
    expect(pairings[0].test).toMatchObject({ balanced: false, counted: "exact" });
    expect(pairings[0].harnesses.diff).toMatch(/^diff --git/);
  });

  it("compares candidates of several runs, under names that tell which is whose", async () => {
    const screen = await compare(`${run.path}:baseline`, `${copy}:4df3`, `${copy}:baseline`);
    expect(screen).toContain(`${copy}:baseline against ${run.path}:baseline`);
    expect(screen).toContain(`${run.path}:baseline and ${copy}:baseline are the same harness`);
  });

  it("says so, and no more, when the best is the baseline itself", async () => {
    expect(await compare(run.path)).toMatch(
      /^the best candidate of \S+ is baseline itself, so there is nothing/,
    );
  });

  it("refuses what cannot be compared, in one sentence and with exit code 2", async () => {
    expect(await compare(run.path, "4df3", "4df3")).toMatch(/^2: 4df3bc is named twice/);
    expect(await compare(run.path, "baseline", "4df3", "--split", "test")).toMatch(
      /^2: there is no test document on which baseline and 4df3bc both .* add --evaluate 1/,
    );
    expect(await compare(run.path, "baseline", "ffffff")).toMatch(/^2: .*has no candidate ffffff/);
    expect(await compare(run.path, "--arms", "agentic")).toMatch(
      /^2: --arms belongs to methods of an experiment/,
    );
    expect(await compare("experiments/offline.yaml", "--diff")).toMatch(
      /^2: --diff compares candidates of runs/,
    );
    expect(await compare(run.path, "--budget-usd", "1")).toMatch(/^2: --budget-usd goes with --evaluate/);
    expect(await compare(`${run.path}:baseline`, `${copy}:baseline`, "--evaluate", "1")).toMatch(
      /^2: .* are the same harness, file by file: fresh episodes would be the same/,
    );
  });

  it("runs fresh episodes beside the run once, and leaves the run as it was", async () => {
    const before = await digestOf(run.path);
    const pair = [run.path, "baseline", "4df3"];
    const first = JSON.parse(await compare(...pair, "--evaluate", "1", "--json"));
    expect(first.fresh).toBe(1);
    const { against, edited, documents } = first.pairings[0].contrast;
    expect([against.rate.conclusive, edited.rate.conclusive, documents.length]).toEqual([2, 2, 2]);
    const beside = readdirSync(run.folder).filter((name) => name.startsWith("compare-run-"));
    expect(beside).toHaveLength(1);
    const kept = join(run.folder, beside[0] ?? "");
    const calls = await callsIn(kept);
    expect(calls).toBeGreaterThan(0);
    const screen = await compare(...pair, "--evaluate", "1");
    expect(screen).toContain("1 fresh episode a document");
    expect(screen).toContain("No search has seen these episodes");
    expect(await callsIn(kept)).toBe(calls);
    expect(await digestOf(run.path)).toBe(before);
    expect(await compare(kept)).toMatch(
      /^2: this is a pairing, not a run of a search: `autodata-lab compare`/,
    );
  });
});

async function callsIn(path: string): Promise<number> {
  const history = readRun(path);
  try {
    return history.calls.count();
  } finally {
    await history.close();
  }
}
