import type { Clock } from "../../foundation/clock.js";
import { fixedEnvironment } from "../../foundation/environment.js";
import { asTicket } from "../../foundation/ids.js";
import { prepareHarness } from "../../inner/episode/prepare-harness.js";
import { runEpisode } from "../../inner/episode/run-episode.js";
import { createSandbox } from "../../inner/sandbox/create-sandbox.js";
import type { Seat } from "../../models/chat.js";
import { openaiEndpoint } from "../../models/openai-endpoint.js";
import { simulatedBaseUrl } from "../../models/seat-config.js";
import { simulatedFetch } from "../../models/simulated/simulated-fetch.js";
import { createSimulatedModels } from "../../models/simulated/simulated-models.js";
import { episodeSetting } from "../assemble.js";
import { simulatedSeats } from "../simulated-seats.js";
import { observed } from "./observed-model.js";
import type { PreparedTry } from "./prepare-try.js";
import type { AnsweredCall } from "./try-event.js";

/**
 * The first request to each seat in an episode, free of charge and without a trace. Replies come from simulated models
 * in process: the first request is exactly what a real model would be asked, later ones are built on such replies.
 */
export async function firstPrompts(
  { experiment, harness, shown, chosen }: PreparedTry,
  clock: Clock,
): Promise<readonly AnsweredCall[]> {
  const { corpus, choice, definition } = experiment;
  const models = createSimulatedModels({ documents: corpus.documents, task: choice.simulated });
  const endpoint = openaiEndpoint({
    seats: simulatedSeats(),
    rootSeed: definition.seed,
    environment: fixedEnvironment({}),
    clock,
    fetches: { [simulatedBaseUrl]: simulatedFetch(models) },
  });
  const first = new Map<Seat, AnsweredCall>();
  const onCall = (call: AnsweredCall) => {
    if (!first.has(call.seat)) first.set(call.seat, call);
  };
  const sandbox = await createSandbox();
  try {
    await runEpisode(
      { ...episodeSetting(experiment, sandbox), model: observed(endpoint, { clock, log: null, onCall }) },
      {
        ticket: asTicket(0),
        key: { candidate: harness.tree, document: shown.id, purpose: "calibrate", repeat: 0 },
        split: chosen.split ?? "train",
        document: shown,
        harness: await prepareHarness(harness.files),
      },
    );
  } finally {
    await sandbox.close();
  }
  return [...first.values()];
}
