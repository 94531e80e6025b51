import { UsageError } from "../../foundation/errors.js";
import type { Ticket } from "../../foundation/ids.js";
import type { Observation, TrajectoryEvent } from "../../inner/trajectory.js";
import { episodeText } from "../../models/call-key.js";
import { episodeName } from "./episode-name.js";
import type { OpenedRun } from "./opened-run.js";

/** One episode as it was recorded. */
export interface EpisodeView {
  readonly name: string;
  /** What the candidate and the document are called. */
  readonly candidate: string;
  readonly title: string;
  readonly observation: Observation;
  readonly events: readonly TrajectoryEvent[];
  /** Numbers of its calls, for `show RUN call N`. */
  readonly calls: readonly number[];
}

/** @throws UsageError when the run has no such episode. */
export function episodeView({ run, history, names, titles }: OpenedRun, ticket: Ticket): EpisodeView {
  const trajectory = history.episodes.find(ticket);
  if (trajectory === undefined) {
    const name = episodeName(ticket);
    throw new UsageError(
      `${run} has no episode ${name}: \`autodata-lab show ${run} iteration ${name.split("/")[0]}\` lists those it has`,
    );
  }
  const { observation, events } = trajectory;
  return {
    name: episodeName(ticket),
    candidate: names(observation.candidate),
    title: titles.get(observation.document) ?? observation.document,
    observation,
    events,
    calls: history.calls.numbersUnder(`episode/${episodeText(observation)}/`),
  };
}
