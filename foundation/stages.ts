import { tracingChannel } from "node:diagnostics_channel";

/**
 * The places of a run at which instruments may look on; what they are told changes nothing. `startup`: opening the
 * run folder and building the run's parts; `close`: leaving the history as one file.
 */
export const stages = [
  "startup",
  "migration",
  "call",
  "commit",
  "git write",
  "decision",
  "report",
  "close",
] as const;
export type Stage = (typeof stages)[number];

/** What is published on the channel `autodata-lab.stage`. */
export interface StageMessage {
  readonly stage: Stage;
}

const channel = tracingChannel<StageMessage>("autodata-lab.stage");

/** Does a piece of work as a stage: `start` is published before it and `end` after it. */
export function inStage<T>(stage: Stage, work: () => T): T {
  return channel.traceSync(work, { stage });
}

/** As `inStage`, for work that takes turns: `asyncEnd` is published when it has settled. */
export function inLongStage<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
  return channel.tracePromise(work, { stage });
}
