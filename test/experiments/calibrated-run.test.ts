import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { iterationScreen } from "../../experiments/look/iteration-screen.js";
import { iterationView } from "../../experiments/look/iteration-view.js";
import { openRun } from "../../experiments/look/opened-run.js";
import { chanceLines } from "../../experiments/power/chance-text.js";
import { RunStopped } from "../../foundation/errors.js";
import { bundleHarness } from "../../inner/sandbox/bundle.js";
import { StopRequest } from "../../models/stoppable.js";
import { nullMutant } from "../../outer/null-mutant.js";
import type { PolicyName } from "../../outer/policies/search-policies.js";
import { treeHash } from "../../population/candidates/tree-hash.js";
import { mismatchesOfRun } from "./audit/finished-run.js";
import { ExperimentFolder, replayedDigest, runToEnd, tiny } from "./small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

const prepare = (name: string, policy: PolicyName, calibrate: number) =>
  folder.prepare(name, (experiment) => {
    tiny(experiment);
    Object.assign(experiment.search, { policy, calibrate });
  });

/** What a run decided in its iterations, what it tells of its beginning, and what it says of chance. */
async function toldBy(name: string) {
  const opened = openRun(join(folder.path, name));
  const { history, names, run, view } = opened;
  const searched = history.decisions.all().filter(({ kind }) => kind !== "calibration");
  const beginning = iterationScreen(iterationView(opened, 0), { names, run, colours: false });
  const [chance, committed] = [
    chanceLines(view.curve.chance),
    history.candidates.all().map(({ tree }) => tree),
  ];
  await history.close();
  return {
    searched: searched.map(({ iteration, kind, body }) => ({ iteration, kind, body })),
    ...{ beginning, chance, committed },
  };
}

const digests = new Map<string, string>();
const limit = 180_000;
beforeAll(async () => {
  digests.set("paper", (await runToEnd(await prepare("paper", "paper", 2))).digest);
  await runToEnd(await prepare("efficient", "efficient", 1));
}, limit);

describe.each([
  ["paper", "2 null mutants"],
  ["efficient", "1 null mutant"],
])("a run under %s with %s", (policy, tried) => {
  const run = join(folder.path, policy);

  it("says beside its acceptances what chance alone would give", async () => {
    const { chance, beginning } = await toldBy(policy);
    expect(chance.join("\n")).toMatch(
      /\d of \d mutants? accepted; chance alone would give [\d.]+ \(\d to \d\)/,
    );
    expect(chance.join("\n")).toMatch(new RegExp(`\\d of ${tried} accepted \\(\\d+ % \\[\\d+, \\d+\\]\\)`));
    expect(beginning).toMatch(/Null mutants\n +1 +[0-9a-f]{6} +(accept|reject)[\s\S]* 0\/calibrate\/\d/);
  });

  it("follows from its log", async () => {
    expect(await mismatchesOfRun(run)).toEqual([]);
  });
});

it(
  "a run with null mutants is executed again to the same digest",
  async () => {
    const again = await replayedDigest(join(folder.path, "paper"), join(folder.path, "paper-again"));
    expect(again).toBe(digests.get("paper"));
  },
  limit,
);

describe("null mutants", () => {
  it(
    "change nothing of what the search decides, and never join",
    async () => {
      await runToEnd(await prepare("plain", "paper", 0));
      const [calibrated, plain] = [await toldBy("paper"), await toldBy("plain")];
      expect(calibrated.searched).toEqual(plain.searched);
      expect(calibrated.committed).toEqual(plain.committed);
      expect(plain.chance).toEqual([]);
    },
    limit,
  );

  it(
    "are taken up where a run was stopped among them",
    async () => {
      const stop = new StopRequest();
      let among = 0;
      const stopping = runToEnd(await prepare("stopped", "paper", 2), {
        stop,
        onEvent: (event) => {
          if (event.kind === "step" && event.step === "null mutants") among = 1;
        },
        onCall: () => {
          if (among > 0 && among++ === 60) stop.request();
        },
      });
      await expect(stopping).rejects.toThrow(RunStopped);
      const opened = openRun(join(folder.path, "stopped"));
      expect(opened.history.decisions.all()).toEqual([]);
      await opened.history.close();
      const { digest, reused } = await runToEnd(await prepare("stopped", "paper", 2));
      expect(reused).toBeGreaterThan(0);
      expect(digest).toBe(digests.get("paper"));
    },
    limit,
  );

  it("are other trees with the same code and the same prompts", async () => {
    const { baseline } = await prepare("read", "paper", 0);
    const [one, two] = [nullMutant(baseline, 1), nullMutant(baseline, 2)];
    expect(new Set([baseline, one, two].map(treeHash)).size).toBe(3);
    expect(await bundleHarness(one)).toEqual(await bundleHarness(baseline));
    for (const [path, text] of baseline) expect(one.get(path)).toBe(text);
  });
});
