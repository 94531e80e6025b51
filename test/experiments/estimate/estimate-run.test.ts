import { afterAll, describe, expect, it } from "vitest";
import type { Surroundings } from "../../../experiments/assemble.js";
import { estimateRun } from "../../../experiments/estimate/estimate-run.js";
import { suggestedBudget } from "../../../experiments/estimate/estimate-screen.js";
import { likelyIterations } from "../../../experiments/extent.js";
import { seats } from "../../../models/chat.js";
import { ExperimentFolder, quiet, runToEnd, tiny } from "../small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

const price = { input_per_million: 1, output_per_million: 4 };
const prepare = (name: string) =>
  folder.prepare(name, (experiment) => {
    tiny(experiment);
    experiment.search.iterations = 1;
    experiment.models = { defaults: { base_url: "simulated", price } };
    Object.assign(experiment, { budget: { usd: 1000 } });
  });

/** Runs the pilot; `asked` counts calls that a model answered. */
async function estimated(prepared: Awaited<ReturnType<typeof prepare>>) {
  let asked = 0;
  const surroundings: Surroundings = {
    ...quiet(),
    onCall: ({ source }) => {
      if (source === "model") asked += 1;
    },
  };
  const estimate = await estimateRun(prepared, surroundings, 1);
  return { ...estimate, asked };
}

describe("an estimate", () => {
  const pilot = prepare("piloted").then(estimated);

  it("is reused by the run, which asks nothing of it again and ends as one without a pilot", async () => {
    const reference = await runToEnd(await prepare("whole"));
    const first = await pilot;
    const piloted = await prepare("piloted");
    expect(first.asked).toBeGreaterThan(10);
    expect((await estimated(piloted)).asked).toBe(0);
    const run = await runToEnd(piloted);
    expect(run.digest).toBe(reference.digest);
    expect(first.asked + run.asked).toBe(reference.asked);
  });

  it("has calls, tokens and money with a range for every seat and for all, and time", async () => {
    const { screen, projection } = await pilot;
    for (const name of [...seats, "all"]) expect(screen).toMatch(new RegExp(`^ +${name} +[\\d,]+`, "m"));
    expect(screen).toMatch(
      /^ +all {2,}[\d,]+(?: \[[\d,]+, [\d,]+\])? {2,}\d.*\[.*\] {2,}\d.*\[.*\] {2,}\$[\d.]+ \[/m,
    );
    expect(screen).toMatch(/^ +time +about \d+:\d\d \[/m);
    expect(screen).not.toContain(" runs");
    expect(screen).toMatch(/done already, by the pilot: [\d,]+ calls, [\d,]+ tokens, \$0\.\d+/);
    expect(suggestedBudget([projection])).toMatch(/^--budget-usd \d+$/);
  });

  it("speaks for more runs that are like its own", async () => {
    const prepared = await prepare("piloted");
    const [own, three] = [
      await pilot,
      await estimateRun(prepared, quiet(), 1, Array(3).fill(prepared.definition)),
    ];
    expect(three.projection.total.calls.value).toBeCloseTo(3 * own.projection.total.calls.value);
    expect(three.screen).toContain("3 iterations of 3 runs");
  });

  it("counts no more iterations than a limit on episodes has room for", async () => {
    const { definition } = await prepare("piloted");
    const limited = { ...definition, search: { ...definition.search, iterations: 1000, episodes: 9 } };
    expect(likelyIterations(limited)).toBe(3);
    expect(likelyIterations({ ...limited, search: { ...limited.search, iterations: 2 } })).toBe(2);
    expect(likelyIterations(definition)).toBe(1);
  });
});
