import { afterAll, expect, it } from "vitest";
import { systemClock } from "../../../foundation/clock.js";
import { loadFolder } from "../../../inner/corpus/load-folder.js";
import { simulatedCsResearch } from "../../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import { startSimulatedServer } from "../../../models/simulated/http-server.js";
import { createSimulatedModels } from "../../../models/simulated/simulated-models.js";
import { fakeClock } from "../../models/fake-clock.js";
import { servedModels } from "../small-experiment.js";
import { Making } from "./making.js";

/** Of a request, and of one that asks whether an endpoint is there: the waits that do not pass at once. */
const deadlines = [600_000, 10_000];

const making = new Making(25, 33);
afterAll(() => making.remove());

it("leaves out documents that a provider would not serve, and tries them again, the others not", async () => {
  const { documents } = await loadFolder(making.corpus, { minWords: 80 });
  const models = createSimulatedModels({ documents, task: simulatedCsResearch });
  let ill = true;
  const server = await startSimulatedServer(
    {
      names: models.names,
      respond: (body) => {
        const { model, seed } = body as { model: string; seed: number };
        if (ill && model === "simulated-weak" && seed % 16 === 0) {
          return { status: 500, body: { error: { message: "no", type: "server_error" } } };
        }
        return models.respond(body);
      },
    },
    { port: 0, clock: systemClock },
  );
  try {
    const experiment = making.experiment("served", {
      models: servedModels(server.url),
      search: { iterations: 1, minibatch: 1, episode_retries: 0 },
    });
    const clock = fakeClock((ms) => !deadlines.includes(ms));
    const first = await making.make("served.jsonl", { experiment }, { clock });
    expect(first.stopped).toMatchObject({ cause_: "provider" });
    expect(first.stopped?.message).toMatch(/\d documents? could not be tried to an end \(provider fault/);
    const { done } = first.summary.episodes;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(8);
    const kept = making.lines("served.rejected.jsonl");
    expect(kept.map(({ outcome }) => outcome)).not.toContain("inconclusive");

    ill = false;
    const second = await making.make("served.jsonl", { experiment });
    expect(second.stopped).toBeNull();
    expect(second.summary.episodes.done).toBe(8);
    await making.make("well.jsonl", { experiment });
    expect(making.text("served.jsonl")).toBe(making.text("well.jsonl"));
    expect(making.text("served.rejected.jsonl")).toBe(making.text("well.rejected.jsonl"));
  } finally {
    await server.close();
  }
});
