import { afterAll, beforeAll, expect, it } from "vitest";
import { readHarnessFolder } from "../../../../experiments/harness-folder.js";
import { simulatedSeats } from "../../../../experiments/simulated-seats.js";
import { systemClock } from "../../../../foundation/clock.js";
import { fixedEnvironment } from "../../../../foundation/environment.js";
import { asTicket, asTreeHash } from "../../../../foundation/ids.js";
import { loadFolder } from "../../../../inner/corpus/load-folder.js";
import { prepareHarness } from "../../../../inner/episode/prepare-harness.js";
import { runEpisode } from "../../../../inner/episode/run-episode.js";
import type { HarnessFiles } from "../../../../inner/harness/harness-files.js";
import { createSandbox } from "../../../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../../../inner/sandbox/sandbox.js";
import { lessons } from "../../../../inner/tasks/cloze/simulated/lessons.js";
import { taskKinds } from "../../../../inner/tasks/task-kinds.js";
import { openaiEndpoint } from "../../../../models/openai-endpoint.js";
import { simulatedBaseUrl } from "../../../../models/seat-config.js";
import { simulatedFetch } from "../../../../models/simulated/simulated-fetch.js";
import { createSimulatedModels } from "../../../../models/simulated/simulated-models.js";
import { roomy } from "../../sandbox/programs.js";

const kind = taskKinds.get("cloze");
if (kind === undefined) throw new Error("there is no task cloze");
const { task, simulated } = kind.choose({});
const { documents } = await loadFolder("corpus/computer-science-notes", { minWords: 80 });
const baseline = readHarnessFolder("harness-baseline/cloze");

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

/** On how many documents a harness has a sentence accepted, in two rounds. */
async function accepted(files: HarnessFiles, skills = simulated.skills): Promise<number> {
  const models = createSimulatedModels({ documents, task: simulated, skills });
  const model = openaiEndpoint({
    ...{ seats: simulatedSeats(), rootSeed: 3, environment: fixedEnvironment({}), clock: systemClock },
    fetches: { [simulatedBaseUrl]: simulatedFetch(models) },
  });
  const harness = await prepareHarness(files);
  const limits = { rounds: 2, chatCalls: 20, tokens: 1_000_000 };
  const trajectories = await Promise.all(
    documents.map((document) =>
      runEpisode(
        { task, model, sandbox, limits, sandboxLimits: roomy },
        {
          ...{ ticket: asTicket(1), split: "train", harness },
          key: { candidate: asTreeHash("c".repeat(40)), document: document.id, purpose: "train", repeat: 0 },
          document: {
            ...document,
            shownCharacters: document.text.length,
            totalCharacters: document.text.length,
          },
        },
      ),
    ),
  );
  return trajectories.filter(({ observation }) => observation.outcome === "accepted").length;
}

const cured = new Map(baseline).set(
  "prompts/challenger.md",
  [
    baseline.get("prompts/challenger.md"),
    ...lessons.remedies.slice(0, 2).map(({ wordings }) => wordings[0]),
  ].join("\n\n"),
);

it("lets candidate zero succeed now and then, and a harness that was told how far more often", async () => {
  const [naive, better] = [await accepted(baseline), await accepted(cured)];
  expect(naive).toBeGreaterThan(0);
  expect(better).toBeGreaterThan(2 * naive);
});

it("cannot tell two solvers apart that know as much", async () => {
  const { weak } = simulated.skills;
  expect(await accepted(cured, { weak, strong: weak })).toBeLessThan((await accepted(cured)) / 3);
});

it("reads every remedy as what it is meant to ask for", () => {
  for (const { kind: wanted, wordings } of lessons.remedies) {
    if (wanted === undefined) continue;
    for (const wording of wordings) expect(lessons.reader.read(wording).strengths[wanted]).toBe("full");
  }
});
