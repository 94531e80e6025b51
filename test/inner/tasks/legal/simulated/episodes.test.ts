import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { simulatedSeats } from "../../../../../experiments/simulated-seats.js";
import { systemClock } from "../../../../../foundation/clock.js";
import { fixedEnvironment } from "../../../../../foundation/environment.js";
import { loadFolder } from "../../../../../inner/corpus/load-folder.js";
import type { HarnessFiles } from "../../../../../inner/harness/harness-files.js";
import { toNumber } from "../../../../../inner/referee/fraction.js";
import { createSandbox } from "../../../../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../../../../inner/sandbox/sandbox.js";
import { simulatedLegal } from "../../../../../inner/tasks/legal/simulated/simulated-legal.js";
import type { Trajectory } from "../../../../../inner/trajectory.js";
import { openaiEndpoint } from "../../../../../models/openai-endpoint.js";
import { simulatedBaseUrl } from "../../../../../models/seat-config.js";
import { simulatedFetch } from "../../../../../models/simulated/simulated-fetch.js";
import { createSimulatedModels } from "../../../../../models/simulated/simulated-models.js";
import type { Skills } from "../../../../../models/simulated/simulated-task.js";
import { baseline, playLegal, withAdvice } from "../legal-scene.js";

const folder = fileURLToPath(new URL("../../../../../corpus/legal-invented", import.meta.url));
const { documents } = await loadFolder(folder, { minWords: 300 });

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

/** One episode on every document of the sample corpus. */
async function playAll(files: HarnessFiles, skills: Skills = simulatedLegal.skills): Promise<Trajectory[]> {
  const models = createSimulatedModels({ documents, task: simulatedLegal, skills });
  const model = openaiEndpoint({
    seats: simulatedSeats(),
    rootSeed: 1,
    environment: fixedEnvironment({}),
    clock: systemClock,
    fetches: { [simulatedBaseUrl]: simulatedFetch(models) },
  });
  return Promise.all(documents.map((document) => playLegal(sandbox, model, document, { files })));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const accepted = (trajectories: readonly Trajectory[]) =>
  trajectories.filter(({ observation }) => observation.outcome === "accepted").length;

/** The mean scores of each measured example. */
function scores(trajectories: readonly Trajectory[], seat: "weak" | "strong"): number[] {
  const stages = trajectories.flatMap(({ events }) =>
    events.flatMap((event) => (event.kind === "stage" && event.measured ? [event] : [])),
  );
  return stages.map(({ attempts }) =>
    mean(attempts.flatMap((one) => (one.seat === seat && one.score !== null ? [toNumber(one.score)] : []))),
  );
}

const advice = [
  "Criteria test principles only. Details that are peculiar to the document's case must not be rewarded.",
  "Each criterion holds exactly one test.",
  "Never retell the case of the document. Another client, in another trade, asks in their own words.",
  "Keep the question short: at most 900 characters.",
];

describe("simulated lawyers on the invented texts", () => {
  let naive: Trajectory[];
  let better: Trajectory[];
  beforeAll(async () => {
    naive = await playAll(baseline);
    better = await playAll(withAdvice(...advice));
  }, 60_000);

  it("fail by asking too much: the weak solver lies at the floor, the strong one well above", () => {
    expect(mean(scores(naive, "weak"))).toBeLessThan(0.2);
    expect(mean(scores(naive, "strong"))).toBeGreaterThan(0.4);
    expect(accepted(naive)).toBeGreaterThan(0);
  });

  it("lift the weak solver off the floor when they are told how", () => {
    expect(mean(scores(better, "weak"))).toBeGreaterThan(mean(scores(naive, "weak")) + 0.1);
    expect(accepted(better)).toBeGreaterThan(1.4 * accepted(naive));
  });

  it("skip the five texts without a rule, with at most one error", () => {
    const skipped = naive.filter(({ observation }) => observation.outcome === "skipped");
    expect(skipped.length).toBeGreaterThanOrEqual(4);
    expect(skipped.length).toBeLessThanOrEqual(6);
  });

  it("have nothing that tells them apart when both solvers know as little", async () => {
    const { weak } = simulatedLegal.skills;
    const equal = await playAll(withAdvice(...advice), { weak, strong: weak });
    expect(mean(scores(equal, "strong")) - mean(scores(equal, "weak"))).toBeLessThan(0.05);
    expect(accepted(equal)).toBeLessThan(accepted(better));
  }, 60_000);
});
