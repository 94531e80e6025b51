import type { Ticket } from "../../foundation/ids.js";
import { toNumber } from "../../inner/referee/fraction.js";
import type { Attempt, Observation, Trajectory } from "../../inner/trajectory.js";
import { episodeName } from "./episode-name.js";
import type { OpenedRun } from "./opened-run.js";

/** An accepted example with the scores it was accepted on. */
export interface AcceptedExample {
  readonly id: string;
  readonly episode: string;
  readonly candidate: string;
  readonly split: Observation["split"];
  readonly document: string;
  readonly title: string;
  /** Mean scores, 0 to 1; null where the solver was not asked. */
  readonly weak: number | null;
  readonly strong: number | null;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ExampleFilter {
  /** Tree of the candidate that made it. */
  readonly candidate?: string;
  readonly split?: string;
}

/** The accepted examples in ticket order, each read when its turn comes. */
export function* acceptedExamples(opened: OpenedRun, filter: ExampleFilter = {}): Generator<AcceptedExample> {
  const { candidate, split } = filter;
  for (const observation of opened.history.totals.observations()) {
    if (observation.outcome !== "accepted") continue;
    if (candidate !== undefined && observation.candidate !== candidate) continue;
    if (split !== undefined && observation.split !== split) continue;
    const example = acceptedIn(opened, observation.ticket);
    if (example !== null) yield example;
  }
}

/** The example with which an episode was accepted; null when there was none. */
export function acceptedIn({ history, names, titles }: OpenedRun, ticket: Ticket): AcceptedExample | null {
  const trajectory = history.episodes.find(ticket);
  const id = trajectory?.events.find(
    (event) => event.kind === "verdict" && event.verdict.decision === "accepted",
  );
  if (trajectory === undefined || id?.kind !== "verdict") return null;
  const { candidate, split, document } = trajectory.observation;
  return {
    id: id.example,
    episode: episodeName(ticket),
    candidate: names(candidate),
    split,
    document,
    title: titles.get(document) ?? document,
    weak: meanOf(trajectory, id.example, "weak"),
    strong: meanOf(trajectory, id.example, "strong"),
    body: bodyOf(trajectory, id.example),
  };
}

function bodyOf({ events }: Trajectory, id: string): Readonly<Record<string, unknown>> {
  const proposed = events.find((event) => event.kind === "proposed" && event.example === id);
  return proposed?.kind === "proposed" ? (proposed.body as Readonly<Record<string, unknown>>) : {};
}

function meanOf({ events }: Trajectory, id: string, seat: Attempt["seat"]): number | null {
  const scores = events
    .flatMap((event) => (event.kind === "stage" && event.example === id ? event.attempts : []))
    .flatMap((attempt) => (attempt.seat === seat && attempt.score !== null ? [toNumber(attempt.score)] : []));
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
