import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { iterationCosts } from "../../../experiments/lineage/iteration-costs.js";
import { lineOf } from "../../../experiments/lineage/line.js";
import { lineScreen } from "../../../experiments/lineage/line-screen.js";
import { OpenRuns } from "../../../experiments/lineage/open-runs.js";
import { twoLines } from "../../../experiments/lineage/two-lines.js";
import { twoLinesScreen } from "../../../experiments/lineage/two-lines-screen.js";
import { UsageError } from "../../../foundation/errors.js";
import { RecordedRun } from "../look/recorded.js";
import { ExperimentFolder, runToEnd, tiny } from "../small-experiment.js";

const folder = new ExperimentFolder();
const other = new RecordedRun();
const main = join(folder.path, "main");
const sister = join(folder.path, "sister");
const runs = new OpenRuns(main);

beforeAll(async () => {
  await other.unpack();
  await runToEnd(await folder.prepare("main"));
  await runToEnd(
    await folder.prepare("sister", (experiment) => {
      tiny(experiment);
      experiment.seed = 6;
    }),
  );
}, 60_000);
afterAll(async () => {
  await runs.close();
  folder.remove();
  other.remove();
});

const member = () => runs.named(main).family.find(({ outcome }) => outcome === "accepted");
const rejected = () => runs.named(main).family.find(({ outcome }) => outcome === "rejected");
const lineTo = (name: string) => {
  const { searched } = runs.candidate(name);
  return lineOf(searched, name);
};

describe("the way to one candidate", () => {
  it("goes from the baseline over every ancestor, each with what it changed, scored and took", () => {
    const name = member()?.name ?? "";
    const steps = lineTo(name);
    expect(steps[0]).toMatchObject({ candidate: { name: "baseline" }, compared: null, files: [] });
    const last = steps.at(-1);
    expect(last?.candidate.name).toBe(name);
    expect(last?.candidate.parent).toBe(steps.at(-2)?.candidate.name);
    expect(last?.compared?.mutant.conclusive).toBe(2);
    expect(last?.cost.calls).toBeGreaterThan(0);
    expect(last?.files.length).toBeGreaterThan(0);
  });

  it("takes the calls of iterations that add up, with those of the test, to all calls of the run", () => {
    const { history, observations } = runs.named(main);
    const iterations = new Set(Array.from({ length: 10 }, (_, iteration) => iteration));
    const spent = [...iterationCosts(history, iterations).values()];
    const test = observations.filter(({ split }) => split === "test").map(({ cost }) => cost);
    const calls = [...spent, ...test].reduce((sum, usage) => sum + usage.calls, 0);
    expect(calls).toBe(history.totals.usage().total.calls);
  });

  it("is written step by step, with the reason where there is no interval", () => {
    const steps = lineTo(member()?.name ?? "");
    const screen = lineScreen(steps, runs.named(main).view.curve, { width: 100 });
    expect(screen).toMatch(/^\S+.*: \d+ edits? from the baseline\n {2}simulated models/);
    expect(screen).toMatch(/\n 0 (★ )?baseline\n {3}validation .*too few documents for an interval/);
    expect(screen).toMatch(/\n 1 .*iteration \d accepted \d\/2 > \d\/2\n {3}\S.*\n {3}validation/);
    expect(screen).toMatch(/\d calls · \S+ \+\d+ -\d+/);
    expect(screen).toMatch(/together [\d,]+ calls/);
  });

  it("to a name that nobody has is refused", () => {
    expect(() => lineTo("beef")).toThrow(UsageError);
  });
});

describe("two ways side by side", () => {
  const compare = (a: string, b: string) => twoLines(runs.candidate(a), runs.candidate(b));

  it("begin after the last common ancestor and tell how the second differs from the first", () => {
    const [a, b] = [member()?.name ?? "", rejected()?.name ?? ""];
    const lines = compare(a, b);
    expect(lines.a.common.candidate.tree).toBe(lines.b.common.candidate.tree);
    expect(lines.a.steps[0]?.candidate.tree).not.toBe(lines.b.steps[0]?.candidate.tree);
    expect(lines.settings).toEqual([]);
    expect(lines.difference.documents).toBe(2);
    const back = compare(b, a);
    expect(back.files.map(({ path, added }) => [path, added])).toEqual(
      lines.files.map(({ path, removed }) => [path, removed]),
    );
    expect(back.edits).toEqual({ ...lines.edits, onlyA: lines.edits.onlyB, onlyB: lines.edits.onlyA });
  });

  it("have no steps on the side of an ancestor, nor on either of one and the same", () => {
    const name = member()?.name ?? "";
    expect(compare("baseline", name).a.steps).toEqual([]);
    expect(compare("baseline", name).b.steps.length).toBeGreaterThan(0);
    const same = compare(name, name);
    expect([same.a.steps, same.b.steps, same.files]).toEqual([[], [], []]);
    expect(twoLinesScreen(same)).toContain("the same candidate");
  });

  it("fit their terminal, one below the other where it is narrow", () => {
    const lines = compare("baseline", member()?.name ?? "");
    const beside = twoLinesScreen(lines, { width: 100 });
    for (const line of beside.split("\n")) expect([...line].length).toBeLessThanOrEqual(100);
    expect(beside).toMatch(/\nit is the common ancestor +│ {1,2}1 /);
    expect(beside).toMatch(/cost of the steps: A no calls · B [\d,]+ calls/);
    expect(beside).toMatch(/\nFrom A to B: \d files?, \+\d+ -\d+\n/);
    expect(twoLinesScreen(lines, { width: 60 })).toMatch(/\nB\n 1 /);
  });

  it("may be of two runs that share task and baseline, and say in which settings these differ", () => {
    const lines = compare("best", `${sister}:baseline`);
    expect(lines.simulated).toBe("all");
    expect(lines.settings).toEqual(expect.arrayContaining(["seed", "splits.train"]));
    expect(lines.b).toMatchObject({ run: sister, candidate: { name: "baseline" } });
    const screen = twoLinesScreen(lines);
    expect(screen).toContain(`B  ${sister}:baseline`);
    expect(screen).toMatch(/the runs differ in .*seed/);
    expect(screen).toMatch(/in A's run validation.*\n {2}in B's run validation/);
  });

  it("of runs with another baseline or task are refused in one sentence", () => {
    expect(() => compare("best", `${other.path}:best`)).toThrow(UsageError);
    expect(() => compare("best", `${other.path}:best`)).toThrow(
      /do not share a baseline.*no common ancestor/,
    );
    const mine = runs.candidate("best");
    const { view } = mine.searched;
    const definition = { ...view.definition, task: "legal" };
    const legal = { ...mine.searched, view: { ...view, definition } };
    expect(() => twoLines(mine, { searched: legal, name: "best" })).toThrow(
      /of task cs-research and .* legal/,
    );
  });

  it("are not compared by score where the runs measure in different ways", () => {
    const mine = runs.candidate("best");
    const { history } = mine.searched;
    const identity = JSON.parse(history.run.get("experiment.identity") ?? "{}");
    identity.limits.rounds += 1;
    const run = {
      get: (name: string) =>
        name === "experiment.identity" ? JSON.stringify(identity) : history.run.get(name),
    };
    const changed = { ...mine.searched, history: { ...history, run } };
    const { difference, test } = twoLines(mine, { searched: changed, name: "baseline" });
    expect(difference).toMatchObject({ value: null, because: /limits\.rounds/ });
    expect(test).toBeNull();
  });
});
