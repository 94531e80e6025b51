import { afterAll, expect, it } from "vitest";
import { systemClock } from "../../../foundation/clock.js";
import { loadFolder } from "../../../inner/corpus/load-folder.js";
import { simulatedCsResearch } from "../../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import { startSimulatedServer } from "../../../models/simulated/http-server.js";
import { createSimulatedModels } from "../../../models/simulated/simulated-models.js";
import { servedModels } from "../small-experiment.js";
import { Making } from "./making.js";

const making = new Making(25, 33);
afterAll(() => making.remove());

it("leaves out documents that a provider would not serve, and tries them again, the others not", async () => {
  const { documents } = await loadFolder(making.corpus, { minWords: 80 });
  const models = createSimulatedModels({ documents, task: simulatedCsResearch });
  let ill = true;
  let solverRequests = 0;
  const server = await startSimulatedServer(
    {
      names: models.names,
      respond: (body) => {
        const { model } = body as { model: string };
        if (ill && model === "simulated-weak" && ++solverRequests % 4 === 0) {
          return { status: 400, body: { error: { message: "no", type: "invalid_request_error" } } };
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
    const first = await making.make("served.jsonl", { experiment });
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
