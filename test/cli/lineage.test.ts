import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { exitCodeOf, messageOf } from "../../cli/exit.js";
import { lineageCommand } from "../../cli/lineage.js";
import { RecordedRun } from "../experiments/look/recorded.js";

const run = new RecordedRun();
beforeAll(() => run.unpack());
afterAll(() => run.remove());
afterEach(() => {
  vi.restoreAllMocks();
});

/** The command in this process: how the command line would end, and what it would print or say. */
async function lineage(...args: string[]): Promise<{ status: number; said: string }> {
  let printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await lineageCommand().exitOverride().parseAsync(args, { from: "user" });
    return { status: 0, said: printed };
  } catch (error) {
    return { status: exitCodeOf(error), said: messageOf(error) };
  }
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => [name, statSync(join(folder, name)).mtimeMs] as const)
    .sort();

describe("lineage", () => {
  it("prints the tree, a way and two ways, and writes nothing", async () => {
    const before = filesIn(run.path);
    expect((await lineage(run.path)).said).toMatch(
      /★ baseline .*Baseline harness\n└─ 2 rejected, 1 invalid\n/,
    );
    const all = (await lineage(run.path, "--all")).said;
    const rejected = /○ ([0-9a-f]{6}) .*rejected/.exec(all)?.[1] ?? "";
    expect((await lineage(run.path, rejected)).said).toContain(`${rejected}: 1 edit from the baseline`);
    expect((await lineage(run.path, "best", rejected)).said).toMatch(/B minus A\n {2}validation/);
    expect((await lineage(run.path, "best", `${run.path}:${rejected}`)).status).toBe(0);
    expect(filesIn(run.path)).toEqual(before);
  });

  it("prints each of them as JSON that says whether models were simulated", async () => {
    const tree = JSON.parse((await lineage(run.path, "--json")).said);
    expect(tree).toMatchObject({ simulated: "all", final: true, iterations: 3 });
    expect(tree.candidates.map(({ iteration }: { iteration: number }) => iteration)).toEqual([0, 1, 2, 3]);
    const members = JSON.parse((await lineage(run.path, "--json", "--members")).said);
    expect(members.candidates).toHaveLength(1);
    const way = JSON.parse((await lineage(run.path, "baseline", "--json")).said);
    expect(way).toMatchObject({ simulated: "all", steps: [{ candidate: { name: "baseline" } }] });
    const two = JSON.parse((await lineage(run.path, "baseline", "best", "--json")).said);
    expect(two).toMatchObject({ simulated: "all", a: { steps: [] }, b: { steps: [] }, files: [] });
  });

  it.each([
    ["a candidate that is none", ["beef"], /has no candidate beef/],
    ["a run that is none", ["best", "nowhere:best"], /nowhere is not a run folder/],
    ["options of the tree with a candidate", ["best", "--members"], /choose from the tree/],
    ["options that exclude each other", ["--all", "--members"], /exclude each other/],
  ])("refuses %s in one sentence with exit code 2", async (_, args, sentence) => {
    const { status, said } = await lineage(run.path, ...args);
    expect(status).toBe(2);
    expect(said).toMatch(sentence);
  });
});
