import { afterAll, describe, expect, it } from "vitest";
import { readRun } from "../../experiments/loaded-run.js";
import { chanceLines } from "../../experiments/power/calibration-text.js";
import { bundleHarness } from "../../inner/sandbox/bundle.js";
import { nullMutant } from "../../outer/null-mutant.js";
import { treeHash } from "../../population/candidates/tree-hash.js";
import { mismatchesOfRun } from "./audit/finished-run.js";
import { ExperimentFolder, replayedDigest, runToEnd, tiny } from "./small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

const prepare = (name: string, policy: string, calibrate: number) =>
  folder.prepare(name, (experiment) => {
    tiny(experiment);
    Object.assign(experiment.search, { policy, calibrate });
  });

/** What a finished run decided in its iterations, and what it tells of chance. */
async function toldBy(path: string) {
  const history = readRun(path);
  const all = history.decisions.all();
  const chance = chanceLines(all, history.totals.observations(), 1);
  await history.close();
  const searched = all.filter(({ kind }) => kind !== "calibration");
  return { searched: searched.map(({ iteration, kind, body }) => ({ iteration, kind, body })), chance };
}

describe.each(["paper", "efficient"])("a run with null mutants under %s", (policy) => {
  it("decides what it does without them, follows from its log and is executed again", async () => {
    const calibrated = await prepare(`calibrated-${policy}`, policy, 2);
    const plain = await prepare(`plain-${policy}`, policy, 0);
    const { digest } = await runToEnd(calibrated);
    await runToEnd(plain);
    const [told, reference] = [await toldBy(calibrated.folder.path), await toldBy(plain.folder.path)];
    expect(told.searched).toEqual(reference.searched);
    expect(reference.chance).toEqual([]);
    expect(told.chance.join("\n")).toMatch(/chance alone would accept [\d.]+ \(\d to \d\)[^]*of 2 mutants that change nothing/);
    expect(await mismatchesOfRun(calibrated.folder.path)).toEqual([]);
    expect(await replayedDigest(calibrated.folder.path, `${folder.path}/replayed-${policy}`)).toBe(digest);
  });
});

it("a null mutant is another tree with the same code and the same prompts", async () => {
  const { baseline } = await prepare("read", "paper", 0);
  const [one, two] = [nullMutant(baseline, 1), nullMutant(baseline, 2)];
  expect(new Set([baseline, one, two].map(treeHash)).size).toBe(3);
  expect(await bundleHarness(one)).toEqual(await bundleHarness(baseline));
  for (const [path, text] of baseline) expect(one.get(path)).toBe(text);
});
