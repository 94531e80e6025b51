import type { Clock } from "../../foundation/clock.js";
import { showDocument } from "../../inner/corpus/cut.js";
import { prepareHarness } from "../../inner/episode/prepare-harness.js";
import { runEpisode } from "../../inner/episode/run-episode.js";
import { createSandbox } from "../../inner/sandbox/create-sandbox.js";
import type { ChatRequest, Seat } from "../../models/chat.js";
import type { Model } from "../../models/model.js";
import { estimatePromptTokens } from "../../models/token-estimate.js";
import { episodeSetting } from "../assemble.js";
import { requireSoundBaseline } from "../baseline-check.js";
import { simulatedModel } from "../simulated-seats.js";
import { plannedEpisodes } from "./episodes.js";
import type { PreparedGeneration } from "./prepare-generation.js";

/** A request as it would be sent. */
export interface RehearsedRequest {
  readonly seat: Seat;
  /** Whom it would be sent to. */
  readonly model: string;
  /** Roughly, a quarter of its characters. */
  readonly promptTokens: number;
  /** Whether replies of simulated models went into it; the first request has none. */
  readonly afterSimulatedReplies: boolean;
  readonly request: ChatRequest;
}

/**
 * The first request to every seat in the episode on the first document, in their order. Simulated models answer, in
 * process; nothing is sent, and nothing is written.
 * @throws UsageError when the harness is none.
 */
export async function rehearse(prepared: PreparedGeneration, clock: Clock): Promise<RehearsedRequest[]> {
  const { harness, origin, catalogue, documents, definition, choice, seats } = prepared;
  await requireSoundBaseline({ baseline: harness, definition: { harness: origin.harness.reference } });
  const first = documents[0];
  if (first === undefined) return [];
  const document = catalogue.read(first);
  const heard = new Map<Seat, RehearsedRequest>();
  const answering = simulatedModel({ documents: [document], task: choice.simulated }, clock);
  const listening: Model = {
    complete: (call, signal) => {
      const { seat } = call.key;
      const { request } = call;
      if (!heard.has(seat)) {
        heard.set(seat, {
          ...{ seat, model: seats[seat].model, promptTokens: estimatePromptTokens(request) },
          ...{ afterSimulatedReplies: heard.size > 0, request },
        });
      }
      return answering.complete(call, signal);
    },
  };
  const sandbox = await createSandbox();
  try {
    const [episode] = plannedEpisodes({ ...prepared, documents: [first] }, new Map([[first.id, 0]]));
    if (episode === undefined) return [];
    const { candidate, purpose, split } = episode.batch;
    await runEpisode(
      { ...episodeSetting(prepared, sandbox), model: listening },
      {
        ticket: episode.ticket,
        key: { candidate, document: first.id, purpose, repeat: 0 },
        split,
        document: showDocument(document, definition.corpus.maxCharacters),
        harness: await prepareHarness(harness),
      },
    );
  } finally {
    await sandbox.close();
  }
  return [...heard.values()];
}
