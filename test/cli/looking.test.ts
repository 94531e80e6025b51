import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { diffCommand } from "../../cli/diff.js";
import { examplesCommand } from "../../cli/examples.js";
import { exitCodeOf, messageOf } from "../../cli/exit.js";
import { logCommand } from "../../cli/log.js";
import { showCommand } from "../../cli/show.js";
import { RecordedRun } from "../experiments/look/recorded.js";

const run = new RecordedRun();
beforeAll(() => run.unpack());
afterAll(() => run.remove());
afterEach(() => {
  vi.restoreAllMocks();
});

/** The command in this process: how the command line would end, and what it would print or say. */
async function said(command: Command, ...args: string[]): Promise<string> {
  let printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await command.exitOverride().parseAsync([run.path, ...args], { from: "user" });
    return printed;
  } catch (error) {
    return `${exitCodeOf(error)}: ${messageOf(error)}`;
  }
}
const show = (...args: string[]) => said(showCommand(), ...args);
const json = async (...args: string[]) => JSON.parse(await show(...args, "--json"));

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => [name, statSync(join(folder, name)).mtimeMs] as const)
    .sort();

describe("show", () => {
  it("leads from the run to an iteration, an episode, a call and an example, by the names it prints", async () => {
    expect(await show()).toMatch(/^small? ?.*\n[\s\S]*Look closer {3}npx autodata-lab show .* iteration 3/);
    const iteration = await show("iteration", "1");
    expect(iteration).toMatch(
      /^Iteration 1 of [\s\S]*\nParent\n[\s\S]*\nTraining\n[\s\S]*\nAnalyst report\n[\s\S]*\nEdit\n[\s\S]*\nGuard\n[\s\S]*\nDecision\n/,
    );
    const episode = /^ {2}(1\/train\/1) /m.exec(iteration)?.[1] ?? "";
    const text = await show("episode", episode);
    expect(text).toMatch(/^Episode 1\/train\/1 of [\s\S]*\nRound 1\n/);
    const call = /^calls (\d+)/m.exec(text)?.[1] ?? "";
    expect(await show("call", call)).toMatch(
      /── sent, message 1 of \d+: system\n[\s\S]*── received \(\w+\)\n/,
    );
    const example =
      /^EXAMPLE ([0-9a-f]+)[^\n]*(?:\n(?!Round|EXAMPLE)[^\n]*)*\nWEAK_/m.exec(await everyEpisode())?.[1] ??
      "";
    expect(await show("example", example.slice(0, 8))).toContain(`EXAMPLE ${example}`);
  });

  it("shows a call as JSON exactly as it was asked, under the key that the episode gives it", async () => {
    const { calls, observation } = await json("episode", "0/validate-parent/1");
    const call = await json("call", String(calls[0]));
    expect(call.key).toContain(`episode/${observation.candidate}/${observation.document}/baseline/0/`);
    expect(call.request.messages.length).toBeGreaterThan(0);
    expect(observation.cost.calls).toBe(calls.length);
  });

  it("tells of a candidate what it changed and how its episodes went", async () => {
    expect(await show("baseline")).toMatch(/^Candidate baseline of .*: baseline\n[\s\S]*validate-parent/);
    const { episodes, counts } = await json("baseline");
    expect(counts.reduce((sum: number, one: { episodes: number }) => sum + one.episodes, 0)).toBe(
      episodes.length,
    );
  });

  it("shows whole answers when asked, and says how where it cuts", async () => {
    const text = await everyEpisode();
    const whole = await everyEpisode("--full");
    expect(text).toMatch(/characters left out; --full shows it/);
    expect(whole).not.toContain("characters left out");
  });

  it.each([
    [["call", "9999999"], /^2: there is no call 9999999: calls are numbered 1 to /],
    [["call", "x"], /^2: show RUN call needs a whole number/],
    [["episode", "1/lunch/1"], /^2: "1\/lunch\/1" names no episode: write iteration\/phase\/number/],
    [["episode", "99/train/1"], /^2: .* has no episode 99\/train\/1: .* lists those it has/],
    [["iteration", "77"], /^2: .* has no iteration 77: it has 0 \(the baseline\) to /],
    [["example", "beef"], /^2: .* has tried no example "beef"/],
    [["lunch", "1"], /^2: lunch is none of iteration, episode, example, call/],
  ])("refuses %j in one sentence", async (args, sentence) => {
    expect(await show(...args)).toMatch(sentence);
  });

  /** The text of every episode of the baseline's evaluation. */
  async function everyEpisode(...flags: string[]): Promise<string> {
    const { episodes } = await json("iteration", "0");
    const texts: string[] = [];
    for (const { name } of episodes) texts.push(await show("episode", name, ...flags));
    return texts.join("\n");
  }
});

describe("log and diff", () => {
  it("the log has one line for each finished iteration, as agents read it", async () => {
    const lines = (await said(logCommand())).trim().split("\n");
    expect(lines.map((line) => line.split(" | ")[0])).toEqual(["iteration 1", "iteration 2", "iteration 3"]);
    expect((await said(logCommand(), "--limit", "1")).trim()).toBe(lines[2]);
    const rows = JSON.parse(await said(logCommand(), "--json"));
    expect(rows.map(({ outcome }: { outcome: string }) => outcome)).toEqual(
      lines.map((line) => line.split(" | ")[1]),
    );
  });

  it("a diff is what git would apply, and names nothing where nothing differs", async () => {
    const { episodes } = await json("iteration", "1");
    const mutant = episodes.find(({ phase }: { phase: string }) => phase === "validate-mutant")?.candidate;
    expect(await said(diffCommand(), "baseline", mutant)).toMatch(/^diff --git a\/.* b\/.*\n--- /);
    const { files, added, diff } = JSON.parse(await said(diffCommand(), "baseline", mutant, "--json"));
    expect(files.length).toBeGreaterThan(0);
    const plus = diff.split("\n").filter((line: string) => /^\+(?!\+\+ )/.test(line));
    expect(plus).toHaveLength(added);
    expect(await said(diffCommand(), "baseline", "baseline")).toMatch(/are the same harness/);
    expect(await said(diffCommand(), "beef")).toMatch(/^2: .*has no candidate beef/);
  });
});

describe("examples", () => {
  it("lists no more than asked for, with ids that show finds", async () => {
    const all = (await said(examplesCommand(), "--json")).trim();
    if (all === "") return expect(await said(examplesCommand())).toMatch(/no example was accepted/);
    const rows = all.split("\n").map((line) => JSON.parse(line));
    expect((await said(examplesCommand(), "--limit", "1")).trim().split("\n")).toHaveLength(1);
    for (const { id, split } of rows) {
      expect(await show("example", id)).toContain(id);
      expect(await said(examplesCommand(), "--split", split)).toContain(id);
    }
  });
});

it("nothing of this writes into the run", async () => {
  const before = filesIn(run.path);
  await show("iteration", "1");
  await show("call", "1");
  await said(examplesCommand());
  await said(diffCommand());
  expect(filesIn(run.path)).toEqual(before);
});
