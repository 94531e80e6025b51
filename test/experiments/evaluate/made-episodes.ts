import { asDocumentId, asExampleId, asTicket, asTreeHash } from "../../../foundation/ids.js";
import type { Outcome, Trajectory, TrajectoryEvent } from "../../../inner/trajectory.js";

const tooEasy: TrajectoryEvent = {
  ...{ kind: "stage", ordinal: 1, example: asExampleId("e"), stage: "weak", passed: false, measured: true },
  ...{ lines: ["WEAK_FAILED: TOO EASY: weak mean"], attempts: [] },
};

function episode(candidate: string, document: number, repeat: number, outcome: Outcome): Trajectory {
  const events = outcome === "exhausted" ? [tooEasy, tooEasy] : [];
  return {
    observation: {
      ...{
        ticket: asTicket(document),
        candidate: asTreeHash(candidate),
        document: asDocumentId(`d${document}`),
      },
      ...{ split: "validation", purpose: "validate", repeat, outcome, reason: "", rounds: 1, ticks: 1 },
      cost: { calls: 10, inputTokens: 5, outputTokens: 5, costUsd: 0.5 },
    },
    events,
  };
}

/** Episodes of a candidate: one row of outcomes per document d0, d1, ..., a column per repeat; those exhausted lost two rounds. */
export const episodesOf = (candidate: string, rows: readonly (readonly Outcome[])[]): Trajectory[] =>
  rows.flatMap((row, document) =>
    row.map((outcome, repeat) => episode(candidate, document, repeat, outcome)),
  );
