import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportRun } from "../../experiments/export-run.js";
import { importRun } from "../../experiments/import-run.js";
import { lineOf } from "../../experiments/lineage/line.js";
import { lineScreen } from "../../experiments/lineage/line-screen.js";
import { OpenRuns } from "../../experiments/lineage/open-runs.js";
import { candidateScreen } from "../../experiments/look/candidate-screen.js";
import { candidateView } from "../../experiments/look/candidate-view.js";
import { iterationScreen } from "../../experiments/look/iteration-screen.js";
import { iterationView } from "../../experiments/look/iteration-view.js";
import { openRun } from "../../experiments/look/opened-run.js";
import { git } from "../population/candidates/git.js";
import { tamper } from "../population/history/raw-database.js";
import { mismatchesOfRun } from "./audit/finished-run.js";
import { ExperimentFolder, replayedDigest, runToEnd, type SmallExperiment } from "./small-experiment.js";

const folder = new ExperimentFolder();
const at = (name: string) => join(folder.path, name);
const run = at("crossing");

/** Three iterations join from the baseline; git alone merges two of them, and the implementer two others. */
function crossing(experiment: SmallExperiment): void {
  experiment.splits = { train: 1, validation: 4, test: 1 };
  Object.assign(experiment, { task: "cloze", limits: { rounds: 2 } });
  const search = {
    policy: "efficient",
    iterations: 6,
    concurrency: 3,
    minibatch: 1,
    temperature: 1,
    crossover: 1,
  };
  Object.assign(experiment.search, search);
}
const byGit = 5;
const byImplementer = 6;

let digest = "";
beforeAll(async () => {
  digest = (await runToEnd(await folder.prepare("crossing", crossing))).digest;
}, 120_000);
afterAll(() => folder.remove());

it.each([
  ["git alone", byGit, "rejected"],
  ["the implementer", byImplementer, "accepted"],
])(
  "merges two lines by %s into one candidate, which every screen names both parents of",
  async (_, iteration, ended) => {
    const opened = openRun(run);
    const runs = new OpenRuns(run);
    try {
      const { history, names } = opened;
      const view = iterationView(opened, iteration);
      expect(view.outcome?.outcome).toBe(ended);
      expect(view.analysis).toBeNull();
      const calls = history.calls.keysUnder(`iteration/000${iteration}/implementer/`);
      expect(calls.length > 0).toBe(iteration === byImplementer);
      const { pair } = view.crossover ?? {};
      if (!pair) throw new Error("it does not merge");
      const [parent, other] = [names(pair.parent), names(pair.other)];
      const merged = history.candidates.all().find((one) => one.iteration === iteration);
      if (merged === undefined) throw new Error("there is no candidate");
      expect(await git(join(run, "population.git"), ["show", "-s", "--format=%P", merged.commit])).toBe(
        `${pair.parentCommit} ${pair.otherCommit}`,
      );
      const name = names(merged.tree);
      const screen = iterationScreen(view, { names, colours: false, run });
      expect(screen).toContain(
        `merges ${parent}, the better one, and ${other}; both descend from ${names(pair.ancestor)}`,
      );
      expect(screen).toContain(`${name} from ${parent} and ${other}`);
      const candidate = candidateScreen(candidateView(opened, name), run, false);
      expect(candidate).toContain(`from ${parent} and ${other}, iteration ${iteration}`);
      const { searched } = runs.candidate(name);
      expect(lineScreen(lineOf(searched, name), searched.view.curve)).toContain(`(merged with ${other})`);
    } finally {
      await runs.close();
      await opened.history.close();
    }
  },
);

it("follows from its log, and an audit sees when another pair is claimed", async () => {
  expect(await mismatchesOfRun(run)).toEqual([]);
  cpSync(run, at("forged"), { recursive: true });
  tamper(join(at("forged"), "history.sqlite"), (raw) =>
    raw.exec(
      "UPDATE decision SET body = json_set(body, '$.pair.draw', 0.5) WHERE kind = 'crossover' AND iteration = 6",
    ),
  );
  expect((await mismatchesOfRun(at("forged"))).join("\n")).toMatch(
    /crossover of iteration 6: pair\.draw is 0\.5/,
  );
});

it("is executed again to the same digest", async () => {
  expect(await replayedDigest(run, at("replayed"))).toBe(digest);
});

it("comes back from an export with both parents of the merge", async () => {
  await exportRun(run, at("crossing.jsonl"), { intact: false });
  await importRun(at("crossing.jsonl"), at("back"));
  const refs = (of: string) => git(join(of, "population.git"), ["for-each-ref"]);
  expect(await refs(at("back"))).toBe(await refs(run));
  expect(await git(join(at("back"), "population.git"), ["fsck", "--strict"])).not.toMatch(/error|missing/);
});
