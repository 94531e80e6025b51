import type { Clock } from "../foundation/clock.js";
import { asDocumentId, asTicket, asTreeHash } from "../foundation/ids.js";
import type { ShownDocument } from "../inner/corpus/document.js";
import { prepareHarness } from "../inner/episode/prepare-harness.js";
import { type EpisodeSetting, runEpisode } from "../inner/episode/run-episode.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { SimulatedTask } from "../models/simulated/simulated-task.js";
import { smokeDocument } from "../models/simulated/smoke-document.js";
import { simulatedModel } from "./simulated-seats.js";

/** Runs a harness once, free of charge; resolves with what went wrong, or null. */
export type SmokeEpisode = (files: HarnessFiles) => Promise<string | null>;

/**
 * The last stage of the guard: one episode on a built-in document with simulated models in process, outside the
 * history. A harness passes when its code runs to an end and it has proposed something.
 */
export function smokeEpisode(
  setting: Omit<EpisodeSetting, "model">,
  simulated: SimulatedTask,
  clock: Clock,
): SmokeEpisode {
  const model = simulatedModel({ documents: [smokeDocument], task: simulated }, clock);
  return async (files) => {
    const { observation, events } = await runEpisode(
      { ...setting, model },
      {
        ticket: asTicket(0),
        key: { candidate: asTreeHash("smoke"), document: shown.id, purpose: "calibrate", repeat: 0 },
        split: "train",
        document: shown,
        harness: await prepareHarness(files),
      },
    );
    if (observation.outcome === "harness_failed" || observation.outcome === "inconclusive") {
      return observation.reason;
    }
    const proposed = events.some((event) => event.kind === "proposed" || event.kind === "findings");
    return proposed ? null : `the workflow proposed nothing (${observation.reason})`;
  };
}

const shown: ShownDocument = {
  id: asDocumentId("smoke"),
  title: smokeDocument.title,
  text: smokeDocument.text,
  shownCharacters: smokeDocument.text.length,
  totalCharacters: smokeDocument.text.length,
};
