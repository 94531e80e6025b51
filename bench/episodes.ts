import pLimit from "p-limit";
import { simulatedSeats } from "../experiments/simulated-seats.js";
import { systemClock } from "../foundation/clock.js";
import { sha256 } from "../foundation/digest.js";
import { fixedEnvironment } from "../foundation/environment.js";
import { asTicket, asTreeHash } from "../foundation/ids.js";
import { showDocument } from "../inner/corpus/cut.js";
import type { Document } from "../inner/corpus/document.js";
import { prepareHarness } from "../inner/episode/prepare-harness.js";
import { type EpisodeSetting, runEpisode } from "../inner/episode/run-episode.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import { type Referee, strictReferee } from "../inner/referee/rules.js";
import { createSandbox } from "../inner/sandbox/create-sandbox.js";
import { kind as csResearchKind } from "../inner/tasks/cs-research/kind.js";
import type { TaskChoice } from "../inner/tasks/task-kind.js";
import type { Observation, Trajectory } from "../inner/trajectory.js";
import type { CallKey } from "../models/call-key.js";
import type { Model } from "../models/model.js";
import { openaiEndpoint } from "../models/openai-endpoint.js";
import { simulatedBaseUrl } from "../models/seat-config.js";
import { simulatedFetch } from "../models/simulated/simulated-fetch.js";
import { createSimulatedModels } from "../models/simulated/simulated-models.js";

export interface EpisodeBench {
  /** Runs a harness on every document, `times` each; seeds differ between harnesses and repeats. */
  run(files: HarnessFiles, times: number): Promise<Trajectory[]>;
  close(): Promise<void>;
}

export interface EpisodeBenchOptions {
  readonly rounds?: number;
  readonly referee?: Referee;
  /** In place of computer-science research questions under the referee. */
  readonly choice?: TaskChoice;
  /** Told of every call that the episodes make. */
  readonly watch?: (key: CallKey) => void;
}

/** Real episodes without a history: openai client, sandbox, host and referee over simulated models. */
export async function episodeBench(
  documents: readonly Document[],
  {
    rounds = 8,
    referee = strictReferee,
    choice = csResearchKind.choose({ referee }),
    watch = () => {},
  }: EpisodeBenchOptions = {},
): Promise<EpisodeBench> {
  const sandbox = await createSandbox();
  const endpoint = openaiEndpoint({
    seats: simulatedSeats(),
    rootSeed: 7,
    environment: fixedEnvironment({}),
    clock: systemClock,
    fetches: {
      [simulatedBaseUrl]: simulatedFetch(createSimulatedModels({ documents, task: choice.simulated })),
    },
  });
  const model: Model = {
    ...endpoint,
    complete: (call, signal) => {
      watch(call.key);
      return endpoint.complete(call, signal);
    },
  };
  const setting: EpisodeSetting = {
    task: choice.task,
    model,
    sandbox,
    limits: { rounds, chatCalls: 400, tokens: 50_000_000 },
    sandboxLimits: {
      ticks: 1_000_000,
      memoryBytes: 64 * 1024 * 1024,
      hostCalls: 1000,
      outputCharacters: 50_000_000,
      wallClockMs: 120_000,
    },
  };
  const shown = documents.map((document) => showDocument(document, 24_000));
  const limit = pLimit(16);
  return {
    run: async (files, times) => {
      const harness = await prepareHarness(files);
      const candidate = asTreeHash(sha256([...files].flat().join("\0")).slice(0, 40));
      const places = shown.flatMap((document) =>
        Array.from({ length: times }, (_, repeat) => ({ document, repeat })),
      );
      return Promise.all(
        places.map(({ document, repeat }, position) =>
          limit(() =>
            runEpisode(setting, {
              ticket: asTicket(position),
              key: { candidate, document: document.id, purpose: "calibrate", repeat },
              split: "train",
              document,
              harness,
            }),
          ),
        ),
      );
    },
    close: () => sandbox.close(),
  };
}

export const observationsOf = (trajectories: readonly Trajectory[]): Observation[] =>
  trajectories.map((trajectory) => trajectory.observation);
