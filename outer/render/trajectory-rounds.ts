import type { ExampleId } from "../../foundation/ids.js";
import type { TrajectoryEvent } from "../../inner/trajectory.js";

export interface Round {
  /** From 1. */
  readonly number: number;
  readonly events: readonly TrajectoryEvent[];
}

/**
 * The events of a trajectory by round, each round's in order. What concerns an example goes with the round that
 * proposed it; notes and refusals go with the round under way (before the first draft: round 1).
 */
export function roundsOf(events: readonly TrajectoryEvent[]): Round[] {
  const rounds = new Map<number, TrajectoryEvent[]>();
  const proposedIn = new Map<ExampleId, number>();
  let current = 1;
  for (const event of events) {
    if (event.kind === "chat" || event.kind === "ended") continue;
    if (event.kind === "proposed" || event.kind === "findings") current = event.round;
    if (event.kind === "proposed") proposedIn.set(event.example, event.round);
    const number = "example" in event ? (proposedIn.get(event.example) ?? current) : current;
    const ofRound = rounds.get(number) ?? [];
    rounds.set(number, [...ofRound, event]);
  }
  return [...rounds]
    .map(([number, ofRound]) => ({ number, events: ofRound }))
    .sort((a, b) => a.number - b.number);
}
